/* Code lists of the pre-flight, each " A B C ". */
#ifndef PLIC_UBL_CODES_H
#define PLIC_UBL_CODES_H

extern const char ubl_codes_invoice[];
extern const char ubl_codes_credit_note[];
extern const char ubl_codes_currency[];
extern const char ubl_codes_country[];
extern const char ubl_codes_vat_prefix[];
extern const char ubl_codes_payment[];
extern const char ubl_codes_allowance[];
extern const char ubl_codes_charge[];
extern const char ubl_codes_scheme[];
extern const char ubl_codes_endpoint[];
extern const char ubl_codes_item[];
extern const char ubl_codes_exemption[];
extern const char ubl_codes_unit[];
extern const char ubl_codes_reference[];
/* UNTDID 4451, what a note is about: the codes of BR-CL-08. */
extern const char ubl_codes_note[];

#endif
