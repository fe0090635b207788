/* Finds the header row of a bank's CSV among what stands above it, by folded names. */
#include "csv_map.h"

#include "charset.h"
#include "span.h"
#include "utf8.h"

#define HEAD_LINES 60
#define WORK_MAX   ((size_t)8 << 20)

const char *const csv_fields[CSV_FIELDS] = {
	[CSV_DATE] = "date",
	[CSV_VALUE_DATE] = "value_date",
	[CSV_AMOUNT] = "amount",
	[CSV_DEBIT] = "debit",
	[CSV_CREDIT] = "credit",
	[CSV_DIRECTION] = "direction",
	[CSV_CURRENCY] = "currency",
	[CSV_FEE] = "fee",
	[CSV_ORIGINAL] = "original",
	[CSV_ORIGINAL_CURRENCY] = "original_currency",
	[CSV_BALANCE] = "balance",
	[CSV_COUNTERPARTY] = "counterparty",
	[CSV_PAYER] = "payer",
	[CSV_PAYEE] = "payee",
	[CSV_ACCOUNT] = "account",
	[CSV_PAYER_ACCOUNT] = "payer_account",
	[CSV_PAYEE_ACCOUNT] = "payee_account",
	[CSV_TAX_ID] = "tax_id",
	[CSV_REFERENCE] = "reference",
	[CSV_DETAILS] = "details",
	[CSV_BANK_REF] = "bank_ref",
	[CSV_END_TO_END] = "end_to_end",
	[CSV_KIND] = "kind",
	[CSV_STATUS] = "status",
	[CSV_OWN_ACCOUNT] = "own_account",
};

static bool header_is(struct span cell, struct span header)
{
	if (span_ends(header, S("*")))
		return span_starts(cell, span_sub(header, 0, header.len - 1));
	return cell.len && span_eq(cell, header);
}

static size_t field_index(struct span name)
{
	size_t i = 0;

	while (i < CSV_FIELDS && !span_eq_str(name, csv_fields[i]))
		i++;
	return i;
}

/* Half of the fields that the mapping speaks of. */
static bool half_found(const struct csv_map *map, const struct csv_layout *l)
{
	bool told[CSV_FIELDS + 1] = { false };
	size_t fields = 0, found = 0;

	for (size_t k = 0; k < map->columns.n; k++)
		told[field_index(map->columns.at[k].field)] = true;
	for (size_t f = 0; f < CSV_FIELDS; f++) {
		fields += told[f];
		found += told[f] && l->n[f];
	}
	return found * 2 >= fields;
}

/* Cells of the row that this mapping knows; 0 when it cannot be its header. */
static size_t fit(const struct csv_map *map, const struct csv_row *row, struct csv_layout *ret)
{
	bool taken[256] = { false };
	size_t known = 0, named = 0;

	*ret = (struct csv_layout){ .map = map };
	for (size_t k = 0; k < map->columns.n; k++) {
		const struct csv_column *c = &map->columns.at[k];
		size_t f = field_index(c->field);

		for (size_t i = 0; f < CSV_FIELDS && i < row->n && i < 255; i++) {
			if (!header_is(row->at[i], c->header) || ret->n[f] >= 4)
				continue;
			ret->col[f][ret->n[f]++] = (unsigned char)i;
			known += !taken[i];
			taken[i] = true;
			break;
		}
	}
	for (size_t i = 0; i < row->n; i++)
		named += row->at[i].len != 0;
	if (!ret->n[CSV_DATE] ||
	    (!ret->n[CSV_AMOUNT] && !(ret->n[CSV_DEBIT] && ret->n[CSV_CREDIT])))
		return 0;
	return (map->fallback ? known * 2 >= named : half_found(map, ret)) ? known : 0;
}

static void fold_row(struct arena *a, struct csv_row *row)
{
	for (size_t i = 0; i < row->n; i++)
		row->at[i] = utf8_fold(a, charset_utf8(a, S(""), row->at[i]));
}

static void try_row(const struct csv_maps *maps, const struct csv_row *row, char separator,
		    struct csv_layout *best, size_t *most)
{
	size_t pattern = 0;

	for (size_t i = 0; i < maps->n; i++) {
		struct csv_layout l;
		size_t n = fit(&maps->at[i], row, &l);

		/* Any special mapping before a general one. */
		n = maps->at[i].fallback || !n ? n : n + 1000;
		if (n > *most) {
			*most = n;
			l.pattern = pattern;
			l.separator = separator;
			l.mark = separator == ';' ? MARK_GUESS : maps->at[i].mark;
			*best = l;
		}
		pattern += maps->at[i].patterns.n;
	}
}

const struct csv_map *csv_map_find(const struct csv_maps *maps, struct span head,
				   struct csv_layout *ret)
{
	SCOPED_ARENA a = arena_new(WORK_MAX);
	struct csv_layout best = { .map = NULL };
	struct span rest = head, line;
	size_t most = 0;

	for (unsigned n = 0; n < HEAD_LINES && span_next_line(&rest, &line); n++) {
		struct csv_row row = { .at = NULL };
		struct csv c;
		bool more = false;

		if (line.len > 8192)
			continue;
		arena_clear(a);
		csv_open(&c, line);
		if (csv_next(&c, a, &row, &more, NULL) || !more || row.n < 3)
			continue;
		fold_row(a, &row);
		try_row(maps, &row, c.separator, &best, &most);
	}
	if (ret)
		*ret = best;
	return best.map;
}

bool csv_is_header(struct arena *a, const struct csv_layout *l, const struct csv_row *row)
{
	struct csv_row copy = { .at = NULL };
	struct csv_layout again;

	for (size_t i = 0; i < row->n; i++)
		*ARENA_PUSH(a, &copy) = row->at[i];
	fold_row(a, &copy);
	return fit(l->map, &copy, &again) && !memcmp(again.n, l->n, sizeof(l->n));
}

static enum rc compile(struct span pattern, unsigned more, struct regex **ret, struct why *reterr)
{
	return regex_compile(pattern, REGEX_CASELESS | REGEX_LINES | more, ret, reterr);
}

enum rc csv_pattern_compile(struct span pattern, struct regex **ret, struct why *reterr)
{
	return compile(pattern, REGEX_PLAIN, ret, reterr);
}

enum rc csv_pattern_check(struct span pattern, struct why *reterr)
{
	struct regex *re = NULL;
	enum rc rc = compile(pattern, REGEX_INTERPRETED, &re, reterr);
	bool some = false;

	for (size_t i = 0; !rc && i < CSV_FIELDS; i++)
		some |= regex_has_group(re, csv_fields[i]);
	if (!rc && !some)
		rc = why_fail(reterr, RC_BAD_CONFIG, "pattern: has no group named after a field");
	regex_free(re);
	return rc;
}
