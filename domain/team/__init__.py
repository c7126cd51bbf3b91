"""A team of users: main and extra members (ACC-10)."""
