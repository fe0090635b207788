/* What of a reply is ours: core/own_words.h. */
#include "own_words.h"
#include "reply_kit.h"
#include "unit.h"

static const char ours[] =
	"Bună ziua,\n\nVă trimitem oferta OFR 1, cu prețul de 544,50 lei.\n"
	"Este valabilă 15 zile, dacă nu se schimbă cursul.\n\nAccept oferta OFR 1\n"
	"Scrieți-ne dacă aveți întrebări.\n";

static enum answer_kind read_as(const char *text, const char *line, const char *doubt)
{
	struct fixture x = reply_fixture("servicii", "offered", DOC_OFFER);
	struct mail_fact *f;

	reply(&x, "ion@example.org", doubt ? ANSWER_UNSURE : ANSWER_ACCEPT, line);
	f = &x.w->f;
	f->text = span_of(text);
	if (doubt) {
		f->answer.alone = ANSWER_ACCEPT;
		*ARENA_PUSH(x.w->s.a, &f->answer.doubts) = span_of(doubt);
	}
	x.w->s.sender.answered_words = own_words_fold(x.w->s.a, span_of(ours));
	return own_words_answer(&x.w->s, f);
}

TEST(own_words_fold_drops_what_wrapping_and_quoting_change)
{
	struct arena *a = unit_arena();

	CHECK_SPANS(own_words_fold(a, S("> Prețul: *544,50* lei")),
		    own_words_fold(a, S("| PRETUL\n544,50\tlei")));
}

/* Our prices and conditions, quoted without a mark below a plain answer, are no conditions of his. */
TEST(own_words_raise_no_doubt)
{
	CHECK_INT(read_as("Accept\n\nVă trimitem oferta OFR 1, cu prețul de 544,50 lei.", "Accept",
			  "Vă trimitem oferta OFR 1, cu prețul de 544,50 lei."),
		  ANSWER_ACCEPT);
	/* Wrapped elsewhere. */
	CHECK_INT(read_as("Accept\n\noferta OFR 1, cu prețul\nde 544,50 lei.", "Accept",
			  "oferta OFR 1, cu prețul"),
		  ANSWER_ACCEPT);
	CHECK_INT(read_as("Accept\n\nVă trimitem oferta OFR 1, cu prețul de 500 lei.", "Accept",
			  "Vă trimitem oferta OFR 1, cu prețul de 500 lei."),
		  ANSWER_UNSURE);
	CHECK_INT(read_as("Accept\n\nDacă", "Accept", "Dacă"), ANSWER_UNSURE);
}

/* A quoted "accept" accepts nothing; the same words alone are what the button writes. */
TEST(own_words_answer_nothing)
{
	CHECK_INT(read_as("Accept oferta OFR 1\nScrieți-ne dacă aveți întrebări.",
			  "Accept oferta OFR 1", NULL),
		  ANSWER_UNSURE);
	CHECK_INT(read_as("Accept oferta OFR 1", "Accept oferta OFR 1", NULL), ANSWER_ACCEPT);
	CHECK_INT(read_as("Accept oferta OFR 1\n\nMulțumesc, Ion", "Accept oferta OFR 1", NULL),
		  ANSWER_ACCEPT);
	CHECK_INT(read_as("Accept\n\nScrieți-ne dacă aveți întrebări.", "Accept", NULL),
		  ANSWER_ACCEPT);
}
