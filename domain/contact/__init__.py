"""The person outside: identities, owner, and what is kept about them until they are erased (CON, PRV-08)."""
