/* ANAF's public register of taxpayers (doc_WS_V9): what is known of a company on a day. Pure. */
#ifndef PLIC_ANAF_COMPANY_H
#define PLIC_ANAF_COMPANY_H

#include "anaf_answer.h"

#define ANAF_COMPANIES_MAX 100 /* tax codes in one question; one question a second */

struct anaf_company {
	struct span cui;  /* digits */
	struct span name; /* as registered */
	struct span reg_no, phone, caen, iban;
	/* The seat (adresa_sediu_social); where that is empty, the fiscal domicile, else the address on one line. */
	struct span street, city, county, postcode; /* county: "CJ"; Bucharest's city: "SECTOR3" */
	struct span address;                        /* on one line, as the register has it */
	struct span state;                          /* stare_inregistrare */
	struct day day;                             /* as of */
	bool vat;                                   /* registered for VAT (scpTVA) */
	bool vat_on_collection, split_vat, inactive, efactura;
	struct day struck_off; /* dataRadiere; DAY_NONE = it is not */
};
struct anaf_companies {
	struct anaf_company *at;
	size_t n, cap;
};
struct anaf_company_answer {
	enum anaf_class
		is; /* ANAF_FINE, _REFUSED, _QUOTA, _DOWN (an empty answer and a firewall's page too) */
	struct anaf_companies found;
	struct span *missing; /* tax codes that the register does not have */
	size_t n_missing;
	struct anaf_faults faults;
};
/* With and without the documentation's wrapper; booleans, numbers and lists as production writes them. */
void anaf_company_read(struct arena *a, long status, struct span body,
		       struct anaf_company_answer *ret);

#endif
