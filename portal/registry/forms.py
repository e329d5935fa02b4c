"""What a person may type about a system: nothing yet, for the register is fed from the announcements."""
