# ./dev does the work; this only forwards, for fingers that type make.
.PHONY: run test check bench trace setup lock
run test check bench trace setup lock:
	@./dev $@
