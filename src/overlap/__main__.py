"""`python -m overlap`, and the program `overlap`."""

__all__ = ["main"]


def main() -> int:
    """Runs the program, to whose start and end Ctrl-C belongs as well; gives its exit status."""
    try:
        from overlap.cli.program import program

        return program()
    except KeyboardInterrupt:  # before anything was begun
        return 130


if __name__ == "__main__":
    raise SystemExit(main())
