/* The mail that carries an accountant's export: packed when the mail is built, so that it holds the books as
 * they are then; what it holds is said in it. One part asks for the next. */
#ifndef PLIC_EXPORT_MAIL_H
#define PLIC_EXPORT_MAIL_H

#include "engine.h"
#include "export.h"
#include "row_outbox.h"

/* Pack the part that spec names and put what is said of it into spec's data (template "notice"). */
enum rc export_mail_pack(struct engine *e, struct mail_spec *spec, struct export_result *ret,
			 struct why *reterr) MUST_CHECK;
/* In the transaction that stores this part's bytes: the outbox row of the next one. Safe to repeat, for its
 * key is this row's and the part. */
enum rc export_mail_next(struct engine *e, struct tx *tx, const struct outbox_row *row,
			 const struct mail_spec *spec, struct why *reterr) MUST_CHECK;

#endif
