#!/usr/bin/python3
"""How much plic writes: never for ever to a robot, so many mails an hour, nothing to a dead address, nothing while held."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import request
from attacks_noise import dsn_of
from world import suite
from world.world import OWNER

ION = "ion.popescu@client.test"


def test_a_robot_that_answers_everything_stops_by_itself():
    with request.with_prices("limits-robot", mail_extra="answers_per_hour = 3\n\tmails_per_day = 6") as w:
        sent, seen = 0, set()
        w.write(ION, "Înscriere curs", request.FREE_TEXT, name="Ion Popescu")
        for _ in range(40):
            w.quiet()
            new = [x for x in w.mails(ION) if x.message_id not in seen]
            if not new:
                break
            for m in new:
                seen.add(m.message_id)
                sent += 1
                # No mark of a machine at all, and a thanks that reads like a word to us.
                w.reply(ION, m, "Mulțumim, am plătit. Tichet %d.\n" % sent, style="gmail")
        assert 1 <= sent <= 6, "%d mails to a robot" % sent


def ask_for_courses(w, first, last):
    for i in range(first, last):
        w.write("c%d@client.test" % i, "Înscriere curs", request.FREE_TEXT, name="Client %d" % i)


def test_the_hour_has_room_for_so_many_mails_and_the_rest_wait():
    with request.with_prices("limits-cap", mail_extra="mails_per_hour = 4") as w:
        w.quiet()
        ask_for_courses(w, 0, 6)  # with the answer to PRODUS that makes seven
        w.until(lambda: w.value("SELECT count(*) FROM document") == 6, "six proformas")
        w.until(lambda: "mail.over_cap" in w.log_text(), "the cap is met")
        alarm = w.read(OWNER, "automate", "the word to the owner")
        assert "4" in alarm.subject, alarm.subject
        out = "SELECT count(*) FROM outbox WHERE sort = 'document' AND state = '%s'"
        assert w.value(out % "done") == 3 and w.value(out % "queued") == 3
        # What staff ask for and what a person wrote is no flood.
        w.ask("CARD 1001")
        w.command("CARD 1001", "MESAJ", "Ne vedem joi.")
        w.read("c0@client.test", lambda m: "Ne vedem joi" in m.text, "a person's words")
        ask_for_courses(w, 6, 8)
        w.until(lambda: w.value("SELECT count(*) FROM document") == 8, "eight proformas")
        assert w.value(out % "done") == 3
        assert w.log_text().count("mail.over_cap") == 1
        assert w.value("SELECT count(*) FROM outbox WHERE key GLOB 'mails-cap:*'") == 1
        # An hour later they leave, as far as the next hour has room.
        w.stop_plic()
        w.set_clock("2026-11-12 10:05")
        w.start_plic()
        w.until(lambda: w.value(out % "done") == 7, "the next four leave")
        assert w.value(out % "queued") == 1


def test_mails_that_are_held_back_do_not_keep_staffs_answers():
    with request.with_prices("limits-hold") as w:
        w.ask("STAI TOT")
        ask_for_courses(w, 0, 25)
        w.until(lambda: w.value("SELECT count(*) FROM document") == 25, "25 proformas wait")
        w.ask("CARD 1001")
        assert w.value("SELECT count(*) FROM outbox WHERE sort = 'document' AND state <> 'queued'") == 0


def test_nothing_is_sent_to_an_address_that_is_dead():
    with request.with_prices("limits-dead") as w:
        w.write(ION, "Înscriere curs", request.FREE_TEXT, name="Ion Popescu")
        m = w.read(ION, "PRF 0001", "the proforma")
        for _ in range(2):
            w.send_raw("", dsn_of(m, ION).encode())
            w.until(lambda: w.value("SELECT address FROM client") == "dead", "the address is marked")
            w.quiet()
        assert w.value("SELECT fate FROM outbox WHERE message_id = ?", m.message_id.strip("<>")) == "bounced"
        told = [x for x in w.mails(OWNER) if ION in x.visible() and "PRF 0001" in x.visible()]
        assert len(told) == 1, [x.subject for x in w.mails(OWNER)]
        # From now on nothing is sent there, and staff are told so.
        n = w.value("SELECT count(*) FROM outbox WHERE recipient = ?", ION)
        w.command("CARD 1", "PROFORMA Curs Word 300 lei, TVA 21")
        w.quiet()
        assert w.value("SELECT count(*) FROM outbox WHERE recipient = ?", ION) == n


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
