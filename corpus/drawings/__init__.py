"""Tables printed in many ways, ruled in full, in part or not at all, whose cells are known: what the reader of PDF is
measured on."""
