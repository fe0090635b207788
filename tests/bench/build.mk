# The measures' programs: the bare floors and the probe know libraries only, plic_issue is plic.
BENCH := $(addprefix $(B)/bench/,floor_drain floor_latency floor_issue lat_probe plic_issue plic_mime plic_reader)
$(B)/bench/lat_probe: tests/bench/lat_server.c
$(B)/bench/plic_issue $(B)/bench/plic_mime $(B)/bench/plic_reader: $(LIB_OBJ)
$(B)/bench/%: tests/bench/%.c
	@mkdir -p $(@D)
	$(CC) $(if $(findstring plic_,$*),$(addprefix -I,$(FLOORS))) $(ALL_CFLAGS) $(LINK) $(LDFLAGS) -o $@ $^ $(LIBS)
