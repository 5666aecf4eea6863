"""What can be typed behind `circlewise`: one module for each command."""
