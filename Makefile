# plic: build, test, install. GNU make. `make help` lists the targets.
MAKEFLAGS += --no-builtin-rules --no-print-directory
.DELETE_ON_ERROR:
.SUFFIXES:

DEPS_BUILD := pkg-config libetpan-dev libcurl4-gnutls-dev libgnutls28-dev libhpdf-dev libsqlite3-dev \
	libxml2-dev libpng-dev zlib1g-dev libpcre2-dev libconfuse-dev libsystemd-dev libutf8proc-dev libssl-dev libjansson-dev \
	libseccomp-dev libpsl-dev libqrencode-dev libopendkim-dev libc-ares-dev libzip-dev libxlsxwriter-dev \
	fonts-lato fonts-sil-charis python3-fonttools
DEPS_TEST := $(DEPS_BUILD) gcc binutils python3 dovecot-imapd dovecot-lmtpd python3-aiosmtpd \
	python3-dkim swaks qpdf groff-base systemd iproute2 faketime libfaketime openssl poppler-utils sqlite3 python3-openpyxl \
	zbar-tools
DEPS_LINT := clang clang-format clang-tidy cppcheck

B       ?= build
PREFIX  ?= /usr/local
DATADIR ?= $(PREFIX)/share/plic
SOURCE  ?= $(CURDIR)
CC      := $(if $(filter default,$(origin CC)),gcc,$(CC))
CFLAGS  ?= -O2 -g
-include $(B)/libs.mk

WARN := -Wall -Wextra -Wconversion -Wshadow -Wvla -Wswitch-enum -Wstrict-prototypes -Wmissing-prototypes \
	-Wwrite-strings -Wcast-qual -Wformat=2 -Wimplicit-fallthrough
# Hardening steps aside where CFLAGS speak of the same (Debian's own, sanitizers, -O0).
FLAGS_GIVEN := $(CFLAGS) $(CPPFLAGS)
HARDEN := $(if $(findstring FORTIFY,$(FLAGS_GIVEN))$(findstring sanitize,$(FLAGS_GIVEN))$(findstring \
	-O0,$(FLAGS_GIVEN)),,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3) -fstack-protector-strong \
	-fstack-clash-protection -fPIE $(if $(filter x86_64%,$(shell uname -m)),-fcf-protection)
LINK := -pie -Wl,-z,relro,-z,now -Wl,--as-needed
ALL_CFLAGS = -std=gnu17 $(WARN) $(HARDEN) $(LIBS_CFLAGS) $(CPPFLAGS) $(CFLAGS)

# The floors: a directory is compiled with -I of these and no other, so a wrong include does not compile.
FLOORS := parsers/base parsers agent/core agent/render agent/store agent/net agent/run
SEES_parsers/base := parsers/base
SEES_parsers      := parsers/base parsers
SEES_agent/core   := parsers/base parsers agent/core
SEES_agent/render := parsers/base parsers agent/core agent/render
SEES_agent/store  := parsers/base parsers agent/core agent/store
SEES_agent/net    := parsers/base agent/net
SEES_agent/run    := $(FLOORS)
SEES_tests/unit   := $(FLOORS) tests/unit
SEES_gen          := $(SEES_agent/store)
SEES_tests/fuzz   := parsers/base parsers
FLAGS_agent/run   = -DPLIC_SOURCE_DIR='"$(SOURCE)"' -DPLIC_DATADIR='"$(DATADIR)"'
FLAGS_tests/unit  = -DPLIC_SOURCE_DIR='"$(SOURCE)"' -DPLIC_BUILD_DIR='"$(abspath $(B))"'

FUZZ    := $(sort $(wildcard parsers/fuzz_*.c tests/fuzz/fuzz_*.c))
SRC     := $(filter-out $(FUZZ),$(sort $(wildcard $(addsuffix /*.c,$(FLOORS)))))
SQL     := $(sort $(wildcard agent/store/schema/*.sql))
OBJ     := $(SRC:%.c=$(B)/%.o) $(if $(wildcard agent/store/migrate.h),$(B)/gen/schema.o)
MAINS   := $(B)/agent/run/main.o $(B)/agent/run/front.o
LIB_OBJ := $(filter-out $(MAINS),$(OBJ))
PARSERS := $(filter $(B)/parsers/%,$(OBJ))
UNIT    := $(sort $(wildcard tests/unit/*.c))
UNIT_KIT := $(patsubst %.c,$(B)/tests-o/%.o,$(filter-out tests/unit/test_%,$(UNIT)))
FONTS   := $(addprefix $(B)/fonts/,regular.ttf bold.ttf heavy.ttf serif.ttf serif_bold.ttf)
FUZZERS := $(addprefix $(B)/tests/,$(notdir $(FUZZ:.c=)))

all: $(B)/plic $(B)/plic-office $(FONTS)
help:
	@sed -n 's/^#: //p' Makefile
#: all (default)  build/plic, -office and build/fonts  install  DESTDIR, PREFIX
#: test           everything that proves it; last line "N passed, N failed"    unit T=NAME  one unit test
#: demo           the whole business against a real mail server, mails and documents left to look at
#: fuzz T=NAME     one parser, or all
#: lint asan cover crash bench bench-long corpora deb deps clean

# What is not installed is installed first (said aloud); then make starts again with the flags known.
# libetpan's .pc turns PIE off and libhpdf has none: these two by hand.
PC := libcurl sqlite3 libxml-2.0 libpng zlib libpcre2-8 libconfuse libsystemd libutf8proc libcrypto jansson \
	libseccomp libpsl libqrencode libcares libzip xlsxwriter
$(B)/libs.mk: .ci/deps Makefile
	@case " $(MAKECMDGOALS) " in *" clean "*|*" help "*) exit 0;; esac; mkdir -p $(@D) && \
	.ci/deps $(DEPS_BUILD) && cflags=`pkg-config --cflags $(PC)` && libs=`pkg-config --libs $(PC)` && \
	{ echo "LIBS_CFLAGS := $$cflags" | sed 's| -I/usr/include/[a-z0-9_]*-linux-gnu[a-z0-9]* | |; s|-I|-isystem |g'; \
	echo "LIBS := $$libs -letpan -lgnutls -lhpdf -lopendkim"; } >$@
deps:
	@.ci/deps $(DEPS_TEST) $(DEPS_LINT)
include tests/bench/build.mk

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(addprefix -I,$(SEES_$(patsubst %/,%,$(dir $*)))) $(FLAGS_$(patsubst %/,%,$(dir $*))) \
		$(ALL_CFLAGS) -MMD -MP -c -o $@ $<
$(B)/gen/%.o: $(B)/gen/%.c
	$(CC) $(addprefix -I,$(SEES_gen)) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<
$(B)/plic-office: $(B)/agent/run/main.o $(LIB_OBJ)
	$(CC) $(CFLAGS) $(LINK) $(LDFLAGS) -o $@ $^ $(LIBS)
# What is called: of all objects and libraries only what agent/run/front.c needs.
$(B)/plic: $(B)/agent/run/front.o $(B)/plic.a | $(B)/plic-office
	$(CC) $(CFLAGS) $(LINK) $(LDFLAGS) -o $@ $^ $(LIBS)
$(B)/plic.a: $(LIB_OBJ)
	@rm -f $@
	@ar rcsT $@ $^

$(B)/gen/schema.c: .ci/embed-sql $(SQL)
	@mkdir -p $(@D)
	.ci/embed-sql $(SQL) >$@
TTF := /usr/share/fonts/truetype
$(B)/fonts/regular.ttf: FACE := lato/Lato-Regular
$(B)/fonts/bold.ttf: FACE := lato/Lato-Bold
$(B)/fonts/heavy.ttf: FACE := lato/Lato-Heavy
$(B)/fonts/serif.ttf: FACE := charis/CharisSIL-Regular
$(B)/fonts/serif_bold.ttf: FACE := charis/CharisSIL-Bold
$(B)/fonts/%.ttf: templates/fonts/subset.py
	@mkdir -p $(@D)
	./$< $(TTF)/$(FACE).ttf $@

$(B)/tests/unit: $(UNIT:%.c=$(B)/tests-o/%.o) $(LIB_OBJ)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LINK) $(LDFLAGS) -o $@ $^ $(LIBS)
$(B)/tests-o/tests/unit/%.o: tests/unit/%.c
	@mkdir -p $(@D)
	$(CC) $(addprefix -I,$(SEES_tests/unit)) $(FLAGS_tests/unit) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<
# What tests/ubl/run looks over: invoices of every sort as files.
$(B)/tests/ubl_set: $(patsubst %,$(B)/tests-o/tests/%.o,ubl/make_set unit/ubl_kit unit/ubl_cases unit/ubl_random) $(LIB_OBJ)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LINK) $(LDFLAGS) -o $@ $^ $(LIBS)
$(B)/tests-o/tests/ubl/%.o: tests/ubl/%.c
	@mkdir -p $(@D)
	$(CC) $(addprefix -I,$(SEES_tests/unit)) $(FLAGS_tests/unit) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<
# Fuzz targets with a driver that replays their corpora; `make fuzz [T=NAME]` builds the same with libFuzzer.
FUZZ_MAIN := $(if $(LIBFUZZER),tests/fuzz/choose.c,tests/fuzz/replay.c)
$(B)/tests/fuzz_ubl: tests/fuzz/fuzz_ubl.c $(FUZZ_MAIN) $(PARSERS) $(filter $(B)/agent/core/% $(B)/agent/render/%,$(OBJ))
	@mkdir -p $(@D)
	$(CC) $(addprefix -I,$(SEES_agent/render)) $(ALL_CFLAGS) $(LINK) $(LDFLAGS) -o $@ \
		$^ $(LIBS)
$(B)/tests/fuzz_%: parsers/fuzz_%.c $(FUZZ_MAIN) $(PARSERS)
	@mkdir -p $(@D)
	$(CC) $(addprefix -I,$(SEES_parsers)) $(ALL_CFLAGS) $(LINK) $(LDFLAGS) -o $@ \
		$^ $(LIBS)

# One unit test while other files may be broken: links what compiles.
unit:
	-@$(MAKE) -k $(LIB_OBJ) >/dev/null 2>&1
	@rm -f $(B)/have.a; mkdir -p $(B)/tests
	@ar rcs $(B)/have.a $$(ls $(LIB_OBJ) 2>/dev/null)
	@$(MAKE) $(UNIT_KIT) $(B)/tests-o/tests/unit/test_$(T).o
	$(CC) $(CFLAGS) $(LINK) $(LDFLAGS) -o $(B)/tests/unit_$(T) $(UNIT_KIT) \
		$(B)/tests-o/tests/unit/test_$(T).o $(B)/have.a $(LIBS) && $(B)/tests/unit_$(T)

objects: $(OBJ)
tests-built: all $(B)/tests/unit $(B)/tests/ubl_set $(FUZZERS)
deps-test:
	@.ci/deps $(DEPS_TEST)
test: deps-test
	@$(MAKE) tests-built
	@B=$(B) CC="$(CC)" tests/run
demo crash bench bench-long corpora: deps-test
	@$(MAKE) $(if $(findstring bench,$@),all $(BENCH),tests-built $(if $(filter corpora,$@),$(B)/bench/plic_match))
	@B=$(B) tests/$@/run
lint:
	@.ci/deps $(DEPS_LINT)
	@.ci/lint
asan: deps-test
	@$(MAKE) B=build/asan CC="$(CC)" CFLAGS="-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all \
		-fno-omit-frame-pointer" tests-built && B=build/asan tests/run $(ASAN_RUNS)
cover: deps-test
	@$(MAKE) B=build/cover CFLAGS="-O0 -g --coverage" tests-built && { B=build/cover tests/run; .ci/cover build/cover; }
fuzz:
	@.ci/deps $(DEPS_BUILD) clang
	@$(MAKE) B=build/fuzz CC=clang LIBFUZZER=1 CFLAGS="-O1 -g -fsanitize=fuzzer-no-link,address,undefined" \
		LDFLAGS=-fsanitize=fuzzer $(FUZZERS:$(B)/%=build/fuzz/%) && T=$(T) .ci/fuzz build/fuzz
# Built apart: an installed binary looks for its data in DATADIR only.
install:
	@$(MAKE) B=build/release SOURCE=$(DATADIR) all
	.ci/install build/release "$(DESTDIR)" "$(PREFIX)" "$(DATADIR)"
deb:
	+.ci/deb
clean:
	rm -rf build

.PHONY: all help deps unit objects tests-built deps-test test demo crash bench bench-long corpora lint asan cover fuzz \
	install deb clean
-include $(shell [ -d $(B) ] && find $(B) -name '*.d' -type f)
