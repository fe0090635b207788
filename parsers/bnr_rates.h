/* The reference rates of the National Bank of Romania (BNR) as it publishes them at curs.bnr.ro:
 * nbrfxrates.xml, nbrfxrates10days.xml, files/xml/years/nbrfxratesYYYY.xml. */
#ifndef PLIC_BNR_RATES_H
#define PLIC_BNR_RATES_H

#include "arena.h"
#include "fact.h"

#define BNR_BYTES_MAX (2u << 20) /* a year is 0.5 MB */

/* DataSet/Body/Cube[@date]/Rate[@currency][@multiplier], namespace http://www.bnr.ro/xsd; the value is
 * lei for `multiplier` units (HUF, JPY, KRW: 100). Rates come in the order of the file, per unit, exact.
 * A currency that is listed without a rate ("-") is left out.
 * RC_BAD_INPUT, nothing given: no XML, another document (an HTML page with 200), a base other than RON, a
 * document type, a day, code, number or multiplier that cannot be, a second rate of a day's currency, over
 * the limits, no rate at all; reterr names the line. Pure. */
enum rc bnr_rates_read(struct arena *a, struct span xml, struct fx_rates *ret,
		       struct why *reterr) MUST_CHECK;

#endif
