"""What is printed: papers by link, as PDF."""
