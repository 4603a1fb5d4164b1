"""How a fact came about, why another did not, and what each rule does: by running what always runs, watched."""
