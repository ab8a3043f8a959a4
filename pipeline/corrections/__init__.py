"""Human readings: what a person found printed where the machine was wrong or in doubt, kept in git, applied anew."""
