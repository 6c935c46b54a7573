"""Questionnaires: read from XLSForm, checked, compiled, asked."""
