"""What a teacher has besides the lessons: controls put out of reach, and a timer."""
