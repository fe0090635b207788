/* Tests of the VAT categories' rules, by what they look at: where a category is used and by whom
 * (ubl_vat_use.c), what its breakdown sums (ubl_vat_base.c). Of each rule arg is the category's code. */
#ifndef PLIC_UBL_VAT_H
#define PLIC_UBL_VAT_H

#include "ubl_rule.h"

#define UBL_BREAKDOWN "/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory"
#define UBL_LEVEL     "cac:AllowanceCharge/cac:TaxCategory"
#define UBL_LINE_ITEM "cac:Item/cac:ClassifiedTaxCategory"

/* Notes in d which categories it uses; once, before the rules. */
void ubl_vat_survey(struct ubl_doc *d);
/* The document uses the category of r->arg, or is odd, so that any rule of a category may break. */
bool ubl_vat_asked(const struct ubl_doc *d, const struct ubl_rule *r);
/* Conditions: the category's code and the VAT scheme; the same in an allowance, in a charge. */
ubl_test ubl_vat_is_category, ubl_vat_is_allowance, ubl_vat_is_charge;
/* BR-x-01. Several rates (S, L, M), or exactly one breakdown. */
ubl_test ubl_vat_s_breakdown, ubl_vat_l_breakdown, ubl_vat_m_breakdown, ubl_vat_one_breakdown;
/* BR-x-02, -03, -04, by n: whose identifiers the category needs, where it is used at path. */
ubl_test ubl_vat_identified;
/* BR-O-11 .. -14 by n; BR-IC-11, -12 by n; BR-B-01, -02 by n. */
ubl_test ubl_vat_alone, ubl_vat_delivered, ubl_vat_split_payment;
/* BR-x-08: the base to the ban, or by rate with a tolerance; BR-x-09: no tax, or base x rate. */
ubl_test ubl_vat_base_equal, ubl_vat_base_by_rate, ubl_vat_no_tax, ubl_vat_tax_by_rate;

#endif
