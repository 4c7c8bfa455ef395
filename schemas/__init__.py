"""What crosses every border of Namewire: records, ids, Arrow schemas and the SQL of tables and views."""
