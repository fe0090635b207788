/* What ANAF's register of taxpayers says. */
#include "anaf_company.h"
#include "unit.h"

static const char firewall[] =
	"<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. "
	"Please consult with your administrator.<br><br>Your support ID is: 1</body></html>";

static void company_is_diana(struct span body)
{
	struct anaf_company_answer got;

	anaf_company_read(unit_arena(), 200, body, &got);
	CHECK_STR(anaf_class_name(got.is), "fine");
	if (!CHECK_INT(got.found.n, 1) || !CHECK_INT(got.n_missing, 1))
		return;
	CHECK_SPAN(got.missing[0], "99");
	CHECK_SPAN(got.found.at[0].cui, "18547290");
	CHECK_SPAN(got.found.at[0].name, "ATELIER DIANA S.R.L.");
	CHECK_SPAN(got.found.at[0].reg_no, "J40/4512/2006");
	CHECK_SPAN(got.found.at[0].street, "Str. Țepeș Vodă nr. 14, Et. 2");
	CHECK_SPAN(got.found.at[0].city, "SECTOR2");
	CHECK_SPAN(got.found.at[0].county, "B");
	CHECK_SPAN(got.found.at[0].postcode, "021521");
	CHECK(got.found.at[0].vat && got.found.at[0].efactura && !got.found.at[0].inactive);
	CHECK(!day_is_set(got.found.at[0].struck_off));
	CHECK_SPAN(day_iso(unit_arena(), got.found.at[0].day), "2026-11-21");
}

TEST(anaf_company_with_and_without_its_wrapper)
{
#define DIANA                                                                                                                           \
	"\"found\":[{\"date_generale\":{\"cui\":18547290,\"data\":\"2026-11-21\",\"denumire\":\"ATELIER DIANA S.R.L.\","                \
	"\"adresa\":\"MUNICIPIUL BUCUREŞTI, SECTOR 2\",\"nrRegCom\":\"J40/4512/2006\",\"telefon\":\"\",\"codPostal\":\"\","            \
	"\"stare_inregistrare\":\"INREGISTRAT din data 2006-03-28\",\"cod_CAEN\":\"5811\",\"iban\":\"\",\"statusRO_e_Factura\":true},"  \
	"\"inregistrare_scop_Tva\":{\"scpTVA\":true,\"perioade_TVA\":[{\"data_inceput_ScpTVA\":\"2006-04-01\"}]},"                      \
	"\"inregistrare_RTVAI\":{\"statusTvaIncasare\":false},\"stare_inactiv\":{\"statusInactivi\":false,\"dataRadiere\":\"\"},"       \
	"\"inregistrare_SplitTVA\":{\"statusSplitTVA\":false},"                                                                         \
	"\"adresa_sediu_social\":{\"sdenumire_Strada\":\"Str. Ţepeş Vodă\",\"snumar_Strada\":\"14\",\"sdetalii_Adresa\":\"Et. 2\","  \
	"\"sdenumire_Localitate\":\"Sector 2 Mun. Bucureşti\",\"sdenumire_Judet\":\"MUNICIPIUL BUCUREŞTI\",\"scod_JudetAuto\":\"B\"," \
	"\"scod_Postal\":\"021521\"},\"adresa_domiciliu_fiscal\":{}}]"
	company_is_diana(S("{\"cod\":200,\"message\":\"SUCCESS\"," DIANA ",\"notFound\":[99]}"));
	company_is_diana(S("{" DIANA ",\"notFound\":[{\"cui\":99}]}"));
}

TEST(anaf_company_by_its_fiscal_domicile_or_its_one_line)
{
	struct anaf_company_answer got;

	anaf_company_read(
		unit_arena(), 200,
		S("{\"found\":[{\"date_generale\":{\"cui\":1,\"denumire\":\"A\",\"adresa\":\"JUD. CLUJ, SAT X\",\"codPostal\":\"400110\"},"
		  "\"stare_inactiv\":{\"statusInactivi\":true,\"dataRadiere\":\"2025-02-28\"},"
		  "\"inregistrare_scop_Tva\":{\"scpTVA\":false,\"perioade_TVA\":{}},"
		  "\"adresa_sediu_social\":{\"sdenumire_Localitate\":\"\"}},"
		  "{\"date_generale\":{\"cui\":2,\"denumire\":\"B\",\"adresa\":\"x\"},"
		  "\"adresa_sediu_social\":{},\"adresa_domiciliu_fiscal\":{\"ddenumire_Strada\":\"\",\"dnumar_Strada\":\"7\","
		  "\"ddenumire_Localitate\":\"Mun. Cluj-Napoca\",\"dcod_JudetAuto\":\"CJ\"}},"
		  "{\"date_generale\":{\"cui\":3,\"denumire\":\"\"}}],\"notFound\":[]}"),
		&got);
	if (!CHECK_INT(got.found.n, 2))
		return;
	CHECK_SPAN(got.found.at[0].street, "JUD. CLUJ, SAT X");
	CHECK_SPAN(got.found.at[0].postcode, "400110");
	CHECK(got.found.at[0].inactive && !got.found.at[0].vat);
	CHECK_SPAN(day_iso(unit_arena(), got.found.at[0].struck_off), "2025-02-28");
	CHECK_SPAN(got.found.at[1].street, "Nr. 7");
	CHECK_SPAN(got.found.at[1].city, "Cluj-Napoca");
	CHECK_SPAN(got.found.at[1].county, "CJ");
}

TEST(anaf_company_without_an_answer)
{
	static const struct {
		long status;
		const char *body;
		enum anaf_class is;
	} rows[] = {
		{ 200, "", ANAF_DOWN },       { 200, firewall, ANAF_DOWN },
		{ 500, "{}", ANAF_DOWN },     { 429, "", ANAF_QUOTA },
		{ 403, "<html>", ANAF_DOWN }, { 404, "{\"found\":[],\"notFound\":[1]}", ANAF_FINE },
		{ 200, "[]", ANAF_DOWN },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct anaf_company_answer got;

		UNIT_CASE("%ld %.200s", rows[i].status, rows[i].body);
		anaf_company_read(unit_arena(), rows[i].status, span_of(rows[i].body), &got);
		CHECK_STR(anaf_class_name(got.is), anaf_class_name(rows[i].is));
		CHECK_INT(got.found.n, 0);
	}
}
