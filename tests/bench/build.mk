# The measures' programs: the bare floors and the probe know libraries only, plic_* are plic.
BENCH := $(addprefix $(B)/bench/,floor_drain floor_latency floor_issue floor_pdf floor_statement floor_ubl lat_probe plic_filing plic_issue plic_match plic_mime plic_pdf plic_reader plic_statement plic_ubl)
$(B)/bench/floor_issue $(B)/bench/floor_pdf: tests/bench/floor_page.c
$(B)/bench/lat_probe: tests/bench/lat_server.c
$(B)/bench/plic_issue $(B)/bench/plic_match $(B)/bench/plic_mime $(B)/bench/plic_pdf $(B)/bench/plic_reader $(B)/bench/plic_statement $(B)/bench/plic_ubl: $(LIB_OBJ)
$(B)/bench/plic_filing: tests/bench/shared_clock.c $(filter-out $(B)/agent/run/clock.o,$(LIB_OBJ))
$(B)/bench/%: tests/bench/%.c
	@mkdir -p $(@D)
	$(CC) $(if $(findstring plic_,$*),$(addprefix -I,$(FLOORS))) $(ALL_CFLAGS) $(LINK) $(LDFLAGS) -o $@ $^ $(LIBS)
