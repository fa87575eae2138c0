"""The answers: pure functions from people and a horizon to an immutable result."""
