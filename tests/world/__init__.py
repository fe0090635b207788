"""A small world to test plic in: a real Dovecot, a real SMTP server, people with mail programs."""
