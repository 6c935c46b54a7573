"""SQLAlchemy Core tables, repositories and the unit of work. Repositories flush; the edge commits."""
