/* The commented sample configuration and the key list of plic.conf(5), printed from the rows. */
#include "config_firm.h"
#include "config_keys.h"
#include "span.h"

static void print_quoted(struct buf *out, struct span v)
{
	buf_add_char(out, '\'');
	for (size_t i = 0; i < v.len; i++)
		if (v.ptr[i] != '\'' && v.ptr[i] != '\n' && v.ptr[i] != '\r')
			buf_add_char(out, v.ptr[i]);
	buf_add_char(out, '\'');
}

static void print_key(struct buf *out, const struct config_key *k, const struct value *values)
{
	char path[128];
	struct span v = span_of(k->def ? k->def : "");
	bool given;

	(void)snprintf(path, sizeof(path), "%s.%s", k->section, k->name);
	given = value_get(values, path) != NULL;
	if (given)
		v = value_get_text(values, path);
	buf_add_fmt(out, "\t# %s\n", k->help);
	if (k->type == KEY_INT)
		buf_add_fmt(out, "\t# from %lld to %lld\n", (long long)k->min, (long long)k->max);
	/* What equals the default stays commented out, so that a later default reaches old files. */
	buf_add_fmt(out, "\t%s%s = ", given || !k->def ? "" : "# ", k->name);
	if (k->type == KEY_TEXT)
		print_quoted(out, v);
	else
		buf_add(out, v);
	buf_add_char(out, '\n');
}

static void print_staff(struct buf *out, const struct value *values)
{
	struct span addr = value_get_text(values, "staff.address");
	struct span name = value_get_text(values, "staff.name");

	buf_add_str(
		out,
		"\n# Who may command plic by mail, one section each. Roles: owner sales accounting delivery viewer.\n");
	buf_add_fmt(out, "staff \"%.*s\" {\n\tname = ",
		    SPAN_ARG(addr.len ? addr : S("owner@example.ro")));
	print_quoted(out, name.len ? name : S("Owner"));
	buf_add_str(out, "\n\troles = 'owner'\n}\n");
}

static void print_series(struct buf *out)
{
	buf_add_str(
		out,
		"\n# Number series: prefix, first number, digits. Once a number is issued its series goes on by itself.\n"
		"# yearly = yes begins again at 1 each year, the year in front: FCT 20260001.\n");
	for (int k = 0; k < DOC_KINDS; k++)
		buf_add_fmt(out, "# series \"%s\" { prefix = '%s' start = 1 digits = 4 }\n",
			    doc_kind_name((enum doc_kind)k),
			    config_series_prefix((enum doc_kind)k));
}

void config_print(struct buf *out, const struct value *values)
{
	buf_add_str(
		out,
		"# plic.conf: see plic.conf(5). Text stands in single quotes. `plic check` tests every value.\n");
	for (size_t s = 0; s < config_sections_n; s++) {
		buf_add_fmt(out, "\n# %s\n%s {\n", config_sections[s].help,
			    config_sections[s].name);
		for (size_t i = 0; i < config_keys_n; i++)
			if (!strcmp(config_keys[i].section, config_sections[s].name))
				print_key(out, &config_keys[i], values);
		buf_add_str(out, "}\n");
	}
	print_staff(out, values);
	print_series(out);
}

void config_print_man(struct buf *out)
{
	for (size_t i = 0; i < config_keys_n; i++) {
		const struct config_key *k = &config_keys[i];

		buf_add_fmt(out, ".TP\n.B %s.%s\n%s", k->section, k->name, k->help);
		if (!k->def)
			buf_add_str(out, " Required.");
		else if (k->def[0])
			buf_add_fmt(out, " Default: %s.", k->def);
		buf_add_char(out, '\n');
	}
}
