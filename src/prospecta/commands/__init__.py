"""The commands, a module each: parse, call, show, exit. Heavy imports wait for the call."""
