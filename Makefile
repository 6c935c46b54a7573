# The same actions as `python3 dev.py ACTION`; dev.py says what each needs.
PORT ?=
ARGS ?=

.PHONY: demo test bench security
demo:
	python3 dev.py demo $(if $(PORT),--port $(PORT)) $(ARGS)
test bench security:
	python3 dev.py $@ $(ARGS)
