"""Staff, board and public: JSON API and pages."""
