"""What a program, a round and a project are, and how documents write their years, amounts and codes: values only."""
