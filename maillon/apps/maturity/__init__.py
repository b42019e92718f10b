"""A team looks at itself: self-assessment by themes, and a vitality figure from real acts."""
