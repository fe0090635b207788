/* Strangers made to look like somebody known are set aside, and staff are warned once a day. */
#include "state_builder.h"
#include "unit.h"

TEST(impostors)
{
	static const struct {
		const char *from, *name, *line, *outcome;
	} rows[] = {
		{ "diana@ate1ier.ro", "", "OFERTA x", "lookalike" },
		{ "diana@atelier.ro.example", "", "Salut", "lookalike" },
		{ "alerte@btr1.ro", "", "Salut", "lookalike" },
		{ "m@example.net", "Diana Ionescu", "PRODUS Curs nou 100 lei", "staff-name" },
		{ "m@example.net", "diana@atelier.ro", "PRODUS Curs nou 100 lei", "staff-name" },
		/* The twins: the same words of somebody else; the same name without an order. */
		{ "m@example.net", "Ion Popa", "PRODUS Curs nou 100 lei", "unknown" },
		{ "m@example.net", "Diana Ionescu", "Ce mai faci azi draga mea prietena de departe",
		  "unknown" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct world *w = world_new();
		bool warned = strcmp(rows[i].outcome, "unknown") != 0;

		UNIT_CASE("%s", rows[i].from);
		world_mail(w, rows[i].from, rows[i].line);
		world_lines(w, rows[i].line);
		w->f.from.name = span_of(rows[i].name);
		CHECK_RC(world_decide(w), RC_OK);
		CHECK_SPAN(w->d.outcome, rows[i].outcome);
		CHECK_INT(w->d.folder, warned ? FOLDER_QUARANTINE : FOLDER_STAY);
		CHECK_INT(world_mails(w), warned ? 1 : 0);
	}
}
