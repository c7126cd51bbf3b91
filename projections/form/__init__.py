"""Forms with their versions, and what was sent by them: hidden and unknown values too (FRM-07, FRM-09)."""
