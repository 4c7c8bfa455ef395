"""The sample world: a self-written news world on loopback, for the demo and the tests."""
