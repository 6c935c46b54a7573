"""The domain and its storage: plan, questionnaire, consultation, answers, asks."""
