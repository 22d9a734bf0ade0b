"""How mentions are found, typed and joined to entities with country and sector: behind `dateline.coding.entities`."""
