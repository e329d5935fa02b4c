"""What a person may type about a provision: nothing, for laws are made elsewhere."""
