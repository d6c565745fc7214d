/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of calls: what each is called, takes and says of itself.  A new
 * call is a row here and a function in the file that it belongs to. */

#include "way-ctl-private.h"

#include <glib/gi18n.h>

static const WayCtlOption calendar_days_options[] = {
  { "from", WAY_CTL_ONCE },
  { "to", WAY_CTL_ONCE },
  { "for", WAY_CTL_ONCE },
  { "calendar", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption calendar_import_options[] = {
  { "for", WAY_CTL_ONCE },
  { "dry-run", WAY_CTL_FLAG },
  { "rejects", WAY_CTL_ONCE },
  { "reason", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption census_take_options[] = {
  { "on", WAY_CTL_ONCE },
  { "reason", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption chart_options[] = {
  { "from", WAY_CTL_ONCE },
  { "to", WAY_CTL_ONCE },
  { "on", WAY_CTL_ONCE },
  { "by", WAY_CTL_ONCE },
  { "limit", WAY_CTL_ONCE },
  { "series", WAY_CTL_ONCE },
  { "id", WAY_CTL_ONCE },
  { "theme", WAY_CTL_ONCE },
  { "size", WAY_CTL_ONCE },
  { "out", WAY_CTL_ONCE },
  { "describe", WAY_CTL_FLAG },
  { NULL }
};

static const WayCtlOption clock_options[] = {
  { "from", WAY_CTL_ONCE },
  { "facts", WAY_CTL_ONCE },
  { "for", WAY_CTL_ONCE },
  { "calendar", WAY_CTL_ONCE },
  { "reading", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption delete_options[] = {
  { "id", WAY_CTL_ONCE },
  { "reason", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption doubts_options[] = {
  { "on", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption duties_options[] = {
  { "state", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption erase_options[] = {
  { "id", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption exchange_card_options[] = {
  { "name", WAY_CTL_ONCE },
  { "out", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption exchange_enrol_options[] = {
  { "role", WAY_CTL_ONCE },
  { "scope", WAY_CTL_ONCE },
  { "expires", WAY_CTL_ONCE },
  { "out", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption exchange_export_options[] = {
  { "all", WAY_CTL_FLAG },
  { "to", WAY_CTL_ONCE },
  { "out", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption exchange_import_options[] = {
  { "preview", WAY_CTL_FLAG },
  { "sure", WAY_CTL_FLAG },
  { NULL }
};

static const WayCtlOption exchange_settle_options[] = {
  { "by-rule", WAY_CTL_FLAG },
  { "keep", WAY_CTL_ONCE },
  { "reason", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption export_options[] = {
  { "for", WAY_CTL_ONCE },
  { "from", WAY_CTL_ONCE },
  { "to", WAY_CTL_ONCE },
  { "names", WAY_CTL_FLAG },
  { "out", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption history_options[] = {
  { "entity", WAY_CTL_ONCE },
  { "id", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption hours_options[] = {
  { "pupil", WAY_CTL_ONCE },
  { "on", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption import_options[] = {
  { "dry-run", WAY_CTL_FLAG },
  { "map", WAY_CTL_ONCE },
  { "rejects", WAY_CTL_ONCE },
  { "reason", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption indicator_options[] = {
  { "on", WAY_CTL_ONCE },
  { "from", WAY_CTL_ONCE },
  { "to", WAY_CTL_ONCE },
  { "by", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption init_options[] = {
  { "name", WAY_CTL_ONCE },
  { "la", WAY_CTL_ONCE },
  { "out", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption list_options[] = {
  { "where", WAY_CTL_MANY },
  { "sort", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption match_options[] = {
  { "pupil", WAY_CTL_ONCE },
  { "route", WAY_CTL_ONCE },
  { "on", WAY_CTL_ONCE },
  { "days", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption referral_options[] = {
  { "id", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption pack_options[] = {
  { "term", WAY_CTL_ONCE },
  { "out", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption visit_report_options[] = {
  { "id", WAY_CTL_ONCE },
  { "out", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption report_referral_options[] = {
  { "id", WAY_CTL_ONCE },
  { "empty", WAY_CTL_FLAG },
  { "out", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption occupancy_options[] = {
  { "on", WAY_CTL_ONCE },
  { "by", WAY_CTL_ONCE },
  { "all", WAY_CTL_FLAG },
  { "expected", WAY_CTL_FLAG },
  { "from", WAY_CTL_ONCE },
  { "to", WAY_CTL_ONCE },
  { "every", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption out_options[] = {
  { "out", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption open_case_options[] = {
  { "pupil", WAY_CTL_ONCE },
  { "reason", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption publish_options[] = {
  { "profile", WAY_CTL_ONCE },
  { "year", WAY_CTL_ONCE },
  { "table", WAY_CTL_MANY },
  { "note", WAY_CTL_ONCE },
  { "approved-by", WAY_CTL_ONCE },
  { "out", WAY_CTL_ONCE },
  { "attack", WAY_CTL_ONCE },
  { "with", WAY_CTL_MANY },
  { NULL }
};

static const WayCtlOption put_options[] = {
  { "id", WAY_CTL_ONCE },
  { "set", WAY_CTL_MANY },
  { "reason", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption roll_over_options[] = {
  { "dry-run", WAY_CTL_FLAG },
  { "leave-out", WAY_CTL_MANY },
  { "reason", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption routes_options[] = {
  { "on", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption sample_options[] = {
  { "out", WAY_CTL_ONCE },
  { "seed", WAY_CTL_ONCE },
  { "years", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption subject_access_options[] = {
  { "pupil", WAY_CTL_ONCE },
  { "out", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption trail_options[] = {
  { "entity", WAY_CTL_ONCE },
  { "id", WAY_CTL_ONCE },
  { "action", WAY_CTL_MANY },
  { "out", WAY_CTL_ONCE },
  { NULL }
};

static const WayCtlOption undo_options[] = {
  { "reason", WAY_CTL_ONCE },
  { NULL }
};

const WayCtlCall way_ctl_calls[] = {
  {
    .name = "backup",
    .usage = "--out F",
    .summary = N_("Writes all of the file to a new one, for keeping"),
    .help = N_("The copy is opened and looked over as verify does; it stays only if it is whole."),
    .options = out_options,
    .access = WAY_CTL_READS,
    .run = way_ctl_run_backup,
  },
  {
    .name = "calendar days",
    .usage = "--from DATE --to DATE [--for URN] [--calendar FILE] [--csv|--json]",
    .summary = N_("Says of each day whether it is a school day, and who says so"),
    .help = N_("Columns: date, kind, source. --for takes an establishment’s own calendar, which "
               "falls back on the authority’s; --calendar takes a file instead. Where neither says "
               "anything, weekdays that are no bank holidays are school days, and source is empty."),
    .options = calendar_days_options,
    .access = WAY_CTL_MAY_READ,
    .run = way_ctl_run_calendar_days,
  },
  {
    .name = "calendar import",
    .usage = "FILE [--for URN] [--dry-run] [--rejects OUT] [--reason TEXT]",
    .summary = N_("Takes in term dates and days off, in one edit"),
    .help = N_("FILE is iCalendar, or a table of from, to and kind. Without --for they are the "
               "authority’s."),
    .options = calendar_import_options,
    .least = 1, .most = 1,
    .access = WAY_CTL_WRITES,
    .run = way_ctl_run_calendar_import,
  },
  {
    .name = "census list",
    .usage = "[--csv|--json]",
    .summary = N_("Lists census counts as they were made, beside what the records say now"),
    .help = N_("Columns: date, name, places, on_roll, fte, places_now, on_roll_now, fte_now, "
               "counted. A count never changes with what is recorded later."),
    .access = WAY_CTL_READS,
    .run = way_ctl_run_census_list,
  },
  {
    .name = "census take",
    .usage = "[--on DATE] [--reason TEXT] [--csv|--json]",
    .summary = N_("Counts places and children of every provision on a day, and keeps the count"),
    .help = N_("A day is counted once."),
    .options = census_take_options,
    .access = WAY_CTL_WRITES,
    .run = way_ctl_run_census_take,
  },
  {
    .name = "chart",
    .usage = "occupancy|multiples|matrix|flow|chains|stays|waits|costs|waterfall --from DATE "
             "--to DATE [--by WHAT] | "
             "rates|funnel [--on DATE] | fan --series FILE.csv [--id SERIES], "
             "each with [--limit N] [--theme light|dark|contrast|print] [--size WxH] "
             "--out FILE.png|svg|pdf|csv | --describe",
    .summary = N_("Draws a chart as the window does, or tells it in words"),
    .help = N_("--describe prints the chart’s text and its table. --by is setting, provision, "
               "phase, kind, funder or district. --limit hides counts below it. The fan’s file "
               "has t and value or mean, lower_80 and upper_80 and the like, and places; it needs "
               "no --file."),
    .options = chart_options,
    .least = 1, .most = 1,
    .access = WAY_CTL_MAY_READ,
    .run = way_ctl_run_chart,
  },
  {
    .name = "check",
    .usage = "upn|uln|urn|laestab|ukprn|postcode|la|gss|funding [--csv|--json]",
    .summary = N_("Judges identifiers, one a line on standard input, or finds double funding"),
    .help = N_("Of identifiers: value, verdict (valid, warning or invalid), normalised, reason. The "
               "exit status is 1 when one of them is invalid.\n"
               "Of the funding in --file: placement, pupil, route, rule (DF1 to DF6), from, to, days, "
               "amount, status (open, explained, recharged, corrected). The exit status is 1 when "
               "something is found."),
    .least = 1, .most = 1,
    .access = WAY_CTL_MAY_READ,
    .run = way_ctl_run_check,
  },
  {
    .name = "check referral",
    .usage = "--id ID [--csv|--json]",
    .summary = N_("Says what is missing from a referral, or contradicts itself"),
    .help = N_("Columns: section, kind (missing or wrong), field, text, in the order of the form. "
               "The exit status is 1 when there is anything."),
    .options = referral_options,
    .access = WAY_CTL_READS,
    .run = way_ctl_run_check_referral,
  },
  {
    .name = "clock",
    .usage = "RULE --from DATE | --facts FILE.json [--for URN] [--calendar FILE] "
             "[--reading earlier|later] [--csv|--json]",
    .summary = N_("Runs a statutory clock and shows the days that it counted"),
    .help = N_("RULE is C01 to C27. --from is the day of what the rule starts from; --facts gives "
               "more: events (kind, from, to, half_days, posted), attended, birth, school_type, "
               "weeks (school or calendar), year_used_half_days, has_ehcp, year, exams_done, "
               "exam_missed, not_asked, review_weeks. Counts and limits are in days.\n"
               "Days are those of --calendar, else of --file and --for, else plain weekdays."),
    .options = clock_options,
    .least = 1, .most = 1,
    .access = WAY_CTL_MAY_READ,
    .run = way_ctl_run_clock,
  },
  {
    .name = "delete",
    .usage = "ENTITY --id ID --reason TEXT",
    .summary = N_("Deletes one record, in one edit"),
    .help = N_("A record that others still name is not deleted; the message says who names it."),
    .options = delete_options,
    .least = 1, .most = 1,
    .access = WAY_CTL_WRITES,
    .run = way_ctl_run_delete,
  },
  {
    .name = "doubts",
    .usage = "[--on DATE] [--csv|--json]",
    .summary = N_("Finds what does not add up about rolls, weeks and settings"),
    .help = N_("Rolls of one child that contradict each other, part-time timetables that lack "
               "something, half days that two sites claim, settings that must be registered as "
               "schools. Ends with 1 where there are any."),
    .options = doubts_options,
    .access = WAY_CTL_READS,
    .run = way_ctl_run_doubts,
  },
  {
    .name = "duties",
    .usage = "[--state open|due|breached|paused|met|met_late|overridden] [--csv|--json]",
    .summary = N_("Lists what must be done by when, and how it stands"),
    .help = N_("Columns: duty, rule, pupil, started, due, state, days_left, reason, met, actor; "
               "those most late first. A duty is called by its rule and the record that started "
               "it. days_left is in school days, below 0 for late, and empty for a duty that no "
               "longer runs; for C12 it is how many days of suspension are left. --state met also "
               "lists what was met late. Without --state all that ever ran, as far as the file "
               "knows."),
    .options = duties_options,
    .access = WAY_CTL_READS,
    .run = way_ctl_run_duties,
  },
  {
    .name = "erase",
    .usage = "ENTITY --id ID",
    .summary = N_("Erases for good what is on the list of retention"),
    .help = N_("It cannot be undone. What the figures need is kept without anything that says whose "
               "it was; copies that hear of it do the same."),
    .options = erase_options,
    .least = 1, .most = 1,
    .access = WAY_CTL_WRITES,
    .run = way_ctl_run_erase,
  },
  {
    .name = "exchange accept",
    .usage = "EDIT [--csv|--json]",
    .summary = N_("Takes in an edit that waits in quarantine"),
    .help = N_("EDIT is the first column of exchange quarantine. This office signs for it, and other "
               "office copies then take it in too."),
    .least = 1, .most = 1,
    .access = WAY_CTL_WRITES,
    .run = way_ctl_run_exchange_accept,
  },
  {
    .name = "exchange alarms",
    .usage = "[--csv|--json]",
    .summary = N_("Lists what was strange about files that came"),
    .help = N_("Columns: when, kind, device, name, detail. Kinds: cloned, a copy that was cloned or "
               "restored; sequence, two files of one number; replay, an old file that came again; "
               "clock, edits from more than a day ahead; revoked, a file from a device that was "
               "revoked; large, much was changed at once."),
    .access = WAY_CTL_READS,
    .run = way_ctl_run_exchange_alarms,
  },
  {
    .name = "exchange aside",
    .usage = "EDIT",
    .summary = N_("Puts aside an edit that waits in quarantine; it is kept"),
    .least = 1, .most = 1,
    .access = WAY_CTL_WRITES,
    .run = way_ctl_run_exchange_aside,
  },
  {
    .name = "exchange card",
    .usage = "[--name TEXT] --out C",
    .summary = N_("Writes the card of this device, for the office that enrols it"),
    .help = N_("With --file, of the copy that the file is; without, of a device that has no file yet: "
               "its secret keys then wait in the user’s data folder until it joins, locked with the "
               "passphrase where one is given. Prints the device’s id and the six words to compare."),
    .options = exchange_card_options,
    .access = WAY_CTL_MAY_WRITE,
    .run = way_ctl_run_exchange_card,
  },
  {
    .name = "exchange clone",
    .usage = "--out F2",
    .summary = N_("Makes a second copy of the file, to be worked in apart"),
    .help = N_("The new copy has an id of its own. What is done in either comes to the other by "
               "exchange export and exchange import. A file that is there already is never written "
               "over."),
    .options = out_options,
    .access = WAY_CTL_READS,
    .run = way_ctl_run_exchange_clone,
  },
  {
    .name = "exchange conflicts",
    .usage = "[--csv|--json]",
    .summary = N_("Lists what two copies changed differently, neither knowing of the other"),
    .help = N_("Columns: conflict, entity, id, field, value, who, when, copy, shown, number; a row "
               "for each value. A conflict’s name is the record’s id, a dot and the field, the same "
               "in every copy; the field is - where one copy deleted the record and another changed "
               "it, and the values then are kept and deleted."),
    .access = WAY_CTL_READS,
    .run = way_ctl_run_exchange_conflicts,
  },
  {
    .name = "exchange devices",
    .usage = "[--csv|--json]",
    .summary = N_("Lists the devices of the roster, and what each may hold"),
    .help = N_("Columns: device, name, role, scope, state (here, enrolled, revoked, expired), expires, "
               "sent, received, holds (records), own."),
    .access = WAY_CTL_READS,
    .run = way_ctl_run_exchange_devices,
  },
  {
    .name = "exchange enrol",
    .usage = "C --role office|school|officer|governance [--scope URN,…] [--expires DATE] "
             "--out INVITE",
    .summary = N_("Takes a device into the roster and writes its invite"),
    .help = N_("C is the device’s card. A school’s or an officer’s copy needs the URNs of the settings "
               "that it is for, or the ids of those that have none. The first time, this copy becomes the office that keeps the "
               "authority’s key. The six words that are printed must be those that the device "
               "showed: compare them face to face before the invite is handed over."),
    .options = exchange_enrol_options,
    .least = 1, .most = 1,
    .access = WAY_CTL_WRITES,
    .run = way_ctl_run_exchange_enrol,
  },
  {
    .name = "exchange export",
    .usage = "--all | --to DEVICE  --out B",
    .summary = N_("Writes a file for other copies"),
    .help = N_("With --all everything that this copy knows, unsealed. With --to, the name of an "
               "enrolled device or the first eight digits or more of its id, what that device has "
               "not said to have, cut to what it may hold, signed and sealed to it; or the digits of "
               "the id of a copy that is not enrolled. Prints the file’s id and how many edits and "
               "changes it holds."),
    .options = exchange_export_options,
    .access = WAY_CTL_WRITES,
    .run = way_ctl_run_exchange_export,
  },
  {
    .name = "exchange figures",
    .usage = "[NAME] [--csv|--json]",
    .summary = N_("Lists the tables that an office told this copy, or prints one"),
    .help = N_("Columns: name, title, counted_to, made. A governance copy is told statistics and the "
               "strategy’s actions, a school copy how many places are free; neither can count "
               "them. With NAME, that table as CSV; c stands for a number that is hidden."),
    .most = 1,
    .access = WAY_CTL_READS,
    .run = way_ctl_run_exchange_figures,
  },
  {
    .name = "exchange held-by",
    .usage = "DEVICE [--csv|--json]",
    .summary = N_("Lists every record that a device was given"),
    .help = N_("Columns: entity, id, title, classes (of the fields that it was given, joined by |), "
               "since."),
    .least = 1, .most = 1,
    .access = WAY_CTL_READS,
    .run = way_ctl_run_exchange_held_by,
  },
  {
    .name = "exchange import",
    .usage = "B [--preview] [--sure] [--csv|--json]",
    .summary = N_("Takes in a file of another copy"),
    .help = N_("Prints how many edits are new and known, how many records are new, changed and "
               "deleted, and how many conflicts came of it. A copy of the file as it was is kept "
               "beside it. Taking the same file in again changes nothing. The exit status is 1 "
               "while there are conflicts to be settled, or edits in quarantine. --preview only says "
               "what would happen. A sealed file that touches more than one pupil in twenty, or "
               "deletes more than one record in a hundred, is taken in with --sure alone."),
    .options = exchange_import_options,
    .least = 1, .most = 1,
    .access = WAY_CTL_WRITES,
    .run = way_ctl_run_exchange_import,
  },
  {
    .name = "exchange join",
    .usage = "INVITE [--out F2]",
    .summary = N_("Makes this device’s copy from its invite"),
    .help = N_("The card that it answers was made here by exchange card. Without --out the copy that "
               "--file names joins. Prints the six words of the authority: compare them with those "
               "that the office has."),
    .options = out_options,
    .least = 1, .most = 1,
    .access = WAY_CTL_MAY_WRITE,
    .run = way_ctl_run_exchange_join,
  },
  {
    .name = "exchange key-help",
    .usage = "KEY",
    .summary = N_("Gives a copy whose passphrase is forgotten a new recovery code"),
    .help = N_("In an office that the copy lets help. KEY is the copy’s key file (NAME.waymark.key), "
               "brought or sent; the code is written into it, and it goes back beside the copy. "
               "Prints the code, which opens the copy: tell it to nobody but the person whose copy "
               "it is. It is written to the trail."),
    .least = 1, .most = 1,
    .access = WAY_CTL_WRITES,
    .run = way_ctl_run_exchange_key_help,
  },
  {
    .name = "exchange list",
    .usage = "[--csv|--json]",
    .summary = N_("Lists the files sent to other copies and received from them, newest first"),
    .help = N_("Columns: bundle, direction (sent or received), copy (empty: for every copy), name, "
               "when, edits, changes."),
    .access = WAY_CTL_READS,
    .run = way_ctl_run_exchange_list,
  },
  {
    .name = "exchange quarantine",
    .usage = "[--csv|--json]",
    .summary = N_("Lists edits that came and may not be taken in as they are"),
    .help = N_("Columns: edit, why, detail, device, name, when, who, edit_name, changes. Why: cloned, "
               "revoked, expired, unsigned, author, role, fields, scope."),
    .access = WAY_CTL_READS,
    .run = way_ctl_run_exchange_quarantine,
  },
  {
    .name = "exchange revoke",
    .usage = "DEVICE",
    .summary = N_("Revokes a device: nothing is sealed to it any more"),
    .help = N_("DEVICE is its name, or the first eight digits or more of its id. What it sends from now "
               "on waits in quarantine. exchange held-by lists what it holds."),
    .least = 1, .most = 1,
    .access = WAY_CTL_WRITES,
    .run = way_ctl_run_exchange_revoke,
  },
  {
    .name = "exchange serve",
    .usage = "FOLDER [--csv|--json]",
    .summary = N_("Looks once at a folder that copies share: takes in what is for this one, and puts "
                  "there what others lack"),
    .help = N_("For enrolled copies: sealed files alone are read and written, and the folder is not "
               "trusted. Columns: name, state (taken, other: for another copy or from this one, "
               "partial: still being written, asks: touches so much that exchange import --sure must "
               "take it in, refused), detail. A file is named refused once, and not tried again until "
               "it is another. The exit status is 1 where something waits for a person. The governance "
               "group's copies are never served: what they are told is a release."),
    .least = 1, .most = 1,
    .access = WAY_CTL_WRITES,
    .run = way_ctl_run_exchange_serve,
  },
  {
    .name = "exchange settle",
    .usage = "CONFLICT|ID --keep N|newest|COPY|WHO | --by-rule [--reason TEXT]",
    .summary = N_("Settles a conflict by keeping one of its values, or many at once"),
    .help = N_("CONFLICT and N are the first and the last column of exchange conflicts. It is an "
               "edit like any other: it travels, the history keeps every value, and undo brings "
               "the conflict back. Prints the edit. With the id of a record alone all its conflicts "
               "are settled in one edit: by the newest of each, or by what one copy or one person "
               "says; those of which they say nothing stay. --by-rule settles what the records of "
               "conflict_rule say of harmless fields, as the end of an import does, and prints how "
               "many."),
    .options = exchange_settle_options,
    .least = 0, .most = 1,
    .access = WAY_CTL_WRITES,
    .run = way_ctl_run_exchange_settle,
  },
  {
    .name = "export",
    .usage = "csv:ENTITY --out FILE | ical [--names] --out FILE | "
             "attendance --for URN --from DATE --to DATE --out FILE.csv|xlsx",
    .summary = N_("Writes the records of an entity, what is due, or what a setting fills in, to a "
                  "file"),
    .help = N_("What export csv:ENTITY writes, import reads. ical is for a person’s calendar: the "
               "duties and reviews that are to be done, with initials for names unless --names is "
               "given. The file is there whole, or as it was before."),
    .options = export_options,
    .least = 1, .most = 1,
    .access = WAY_CTL_READS,
    .run = way_ctl_run_export,
  },
  {
    .name = "help",
    .usage = "[CALL]",
    .summary = N_("Lists the calls, or says what one of them does"),
    .most = 2,
    .run = way_ctl_run_help,
  },
  {
    .name = "history",
    .usage = "[--entity ENTITY --id ID] [--csv|--json]",
    .summary = N_("Tells every edit, newest first: who, when, what from what to what"),
    .help = N_("Columns: edit, when, who, copy, name, reason, entity, id, field, old, new; a row "
               "for each field that an edit changed. With --entity and --id only what was done to "
               "that record. The first load of a file tells its fields only for a named record."),
    .options = history_options,
    .access = WAY_CTL_READS,
    .run = way_ctl_run_history,
  },
  {
    .name = "hours",
    .usage = "--pupil ID [--on DATE] [--csv|--json]",
    .summary = N_("Adds up the week of a child over all sites"),
    .options = hours_options,
    .access = WAY_CTL_READS,
    .run = way_ctl_run_hours,
  },
  {
    .name = "import",
    .usage = "csv:ENTITY|gias|attendance|benchmark FILE [--dry-run] [--map FILE] [--rejects OUT] "
             "[--reason TEXT]",
    .summary = N_("Takes records in from a file, in one edit"),
    .help = N_("Prints how many are new, changed, the same and refused; each refused row with its "
               "line and why goes to standard error, and to OUT in the shape in which it came. The "
               "other rows go in all the same, and the exit status is 1. --dry-run only says what "
               "would happen. The lines of a map are ours=theirs, for headings with other names. "
               "Attendance comes as export writes it, as a table or as a workbook; benchmarks as "
               "the DfE publishes its statistics."),
    .options = import_options,
    .least = 2, .most = 2,
    .access = WAY_CTL_WRITES,
    .run = way_ctl_run_import,
  },
  {
    .name = "indicator",
    .usage = "[ID…] [--on DATE | --from DATE --to DATE] [--by DIMENSION] [--csv|--json]",
    .summary = N_("Counts indicators, the whole first, and by a dimension"),
    .help = N_("Columns: id, name, group, numerator, denominator, value, unit, note. With a day "
               "(today without one) an indicator about a day is that day’s, another that of its "
               "term, year or month so far; between two days it is what lies between them, or the "
               "last. Instead of a number stand z (does not apply), x (not collected), c (not "
               "shown): none of them is zero. Without an ID all are counted, and those that do "
               "not go by the dimension have their whole alone."),
    .options = indicator_options,
    .most = G_MAXUINT,
    .access = WAY_CTL_READS,
    .run = way_ctl_run_indicator,
  },
  {
    .name = "info",
    .usage = "[--csv|--json]",
    .summary = N_("Says what the file is: authority, schema, copy, and how many of everything"),
    .access = WAY_CTL_READS,
    .run = way_ctl_run_info,
  },
  {
    .name = "init",
    .usage = "--name TEXT --la CODE --out F",
    .summary = N_("Makes a new, empty authority"),
    .help = N_("CODE is the authority’s three-digit number, as in 334. With --passphrase-file the "
               "file is sealed, and its recovery code printed. A file that is there already is "
               "never written over."),
    .options = init_options,
    .run = way_ctl_run_init,
  },
  {
    .name = "join",
    .usage = "INVITE [--out F2]",
    .summary = N_("The same as exchange join"),
    .options = out_options,
    .least = 1, .most = 1,
    .access = WAY_CTL_MAY_WRITE,
    .run = way_ctl_run_exchange_join,
  },
  {
    .name = "list",
    .usage = "ENTITY [--where FIELD=VALUE]… [--sort FIELD] [--csv|--json]",
    .summary = N_("Lists the records of an entity"),
    .help = N_("The columns are the fields by name, id first. --where keeps the rows whose field is "
               "the value; a field of a record that is referred to may be named as well, as in "
               "pupil.year=9, and an empty value keeps the rows in which the field is empty. "
               "--sort orders by a field; with a minus before it, the other way round."),
    .options = list_options,
    .least = 1, .most = 1,
    .access = WAY_CTL_READS,
    .run = way_ctl_run_list,
  },
  {
    .name = "match",
    .usage = "--pupil ID --route CODE [--on DATE] [--days SLOT|SLOT…] [--csv|--json]",
    .summary = N_("Tests every provision for a child"),
    .help = N_("A row a criterion: rank, provision, verdict, free, criterion, result, why, change. "
               "Ranked are the provisions of which no criterion failed; free counts the places on "
               "the half days wanted (all of a week without --days, as mon_am|mon_pm). The days of "
               "the list go by the day the place is wanted from, today without --on."),
    .options = match_options,
    .access = WAY_CTL_READS,
    .run = way_ctl_run_match,
  },
  {
    .name = "occupancy",
    .usage = "[--on DATE | --from DATE --to DATE [--every day|week|month|census]] "
             "[--by setting|provision|phase|kind|funder|district] [--all] [--expected] "
             "[--csv|--json]",
    .summary = N_("Counts places against people on roll"),
    .help = N_("On a day (today without one): name, places, on_roll, fte, empty, occupancy in "
               "percent; z where there are no places. Between two days: date, name, places, "
               "on_roll, fte on each day, on the first school day of each week or month, or on the "
               "census days.\n"
               "Only provisions that are in the authority’s figures count in Total; --all shows the "
               "others below it. A child counts once in a row and once in Total. By district is by "
               "the child’s home, which has no places.\n"
               "With --expected a child who is still there counts to the expected last day, where "
               "that is today or later."),
    .options = occupancy_options,
    .access = WAY_CTL_READS,
    .run = way_ctl_run_occupancy,
  },
  {
    .name = "open-case",
    .usage = "--pupil ID --reason TEXT",
    .summary = N_("Opens a sealed case until the end of the day"),
    .help = N_("The reason is written to the trail, with who gave it and when. Prints the edit."),
    .options = open_case_options,
    .access = WAY_CTL_WRITES,
    .run = way_ctl_run_open_case,
  },
  {
    .name = "pack",
    .usage = "[--term YEAR-autumn|spring|summer] --out FILE.pdf",
    .summary = N_("Writes the governance board pack as a PDF"),
    .help = N_("A term is named by the year it lies in: 2022-spring. What happened after today is "
               "not counted. The same file and day give the same bytes. A governance copy makes "
               "its pack of the figures that came last, and needs no term."),
    .options = pack_options,
    .access = WAY_CTL_READS,
    .run = way_ctl_run_pack,
  },
  {
    .name = "publish",
    .usage = "--profile PARTNER|PUBLIC|DFE_OPEN [--year YEAR] [--table NAME]… [--note TEXT] "
             "[--approved-by NAME] --out FOLDER | --attack FOLDER [--with FOLDER]… [--csv|--json]",
    .summary = N_("Writes a statistics release, or attacks one"),
    .help = N_("A release is a new folder: tables as CSV, XLSX and ODS, charts, and "
               "datapackage.json. Small numbers are hidden as the profile says, and what would "
               "give them away; it is refused where a hidden number could be worked out, also "
               "with earlier releases. The file keeps it. YEAR is the one in which the school "
               "year begins. --attack reads nothing but the folders, and ends with 1 where a "
               "hidden number can be worked out; --with are releases that the attacker has too."),
    .options = publish_options,
    .access = WAY_CTL_MAY_WRITE,
    .run = way_ctl_run_publish,
  },
  {
    .name = "put",
    .usage = "ENTITY [--id ID] --set FIELD=VALUE… --reason TEXT",
    .summary = N_("Adds a record, or changes the one with the id, in one edit"),
    .help = N_("Prints the id. An empty value clears the field. What a form would refuse is "
               "refused here with the field's name, and nothing is written."),
    .options = put_options,
    .least = 1, .most = 1,
    .access = WAY_CTL_WRITES,
    .run = way_ctl_run_put,
  },
  {
    .name = "register",
    .usage = "[--csv|--json]",
    .summary = N_("Lists the children of the area who are without suitable full-time education"),
    .help = N_("Columns: pupil, reason (of the Section 19 register), counted, since, known, rule, "
               "due, state, days_left, sessions (half days of education a week), hours, considered, "
               "decision, decided, review_by. Those most late first. A child whose school has the "
               "duty is shown and not counted."),
    .access = WAY_CTL_READS,
    .run = way_ctl_run_register,
  },
  {
    .name = "report referral",
    .usage = "--id ID|--empty --out FILE.pdf",
    .summary = N_("Writes the referral form as a PDF, filled or empty"),
    .options = report_referral_options,
    .access = WAY_CTL_READS,
    .run = way_ctl_run_report_referral,
  },
  {
    .name = "restore",
    .usage = "BACKUP --out F",
    .summary = N_("Makes a new file from a backup"),
    .help = N_("The new file is a copy of its own, so that what it writes is never taken for what "
               "the lost one wrote."),
    .options = out_options,
    .least = 1, .most = 1,
    .run = way_ctl_run_restore,
  },
  {
    .name = "retention",
    .usage = "[--csv|--json]",
    .summary = N_("Lists what need not be kept any longer"),
    .help = N_("Columns: id, entity, rule, since, held (by a legal hold), placed (a placement goes "
               "on), gone (records that would go whole), kept (for the figures)."),
    .access = WAY_CTL_READS,
    .run = way_ctl_run_retention,
  },
  {
    .name = "roll-over",
    .usage = "[--dry-run] [--leave-out ID]... [--reason TEXT] [--csv|--json]",
    .summary = N_("Begins a school year: year groups, leavers, places, in one edit"),
    .help = N_("Columns: id, kind (year_group, placement, enrolment or places), who, place, before, "
               "after, day, places, included. --dry-run only says what would change; --leave-out "
               "takes an id of the list and may be given again. It is refused earlier than three "
               "months before the year begins, and happens once a year."),
    .options = roll_over_options,
    .access = WAY_CTL_WRITES,
    .run = way_ctl_run_roll_over,
  },
  {
    .name = "routes",
    .usage = "[--on DATE] [--csv|--json]",
    .summary = N_("Prints the table of routes: who commissions, who pays, which roll"),
    .help = N_("Columns: route, code, commissioner, lump_sum, top_up, registration. Where several "
               "are allowed, the first is the one that is offered. With --file, the "
               "authority’s own table of the day, if it has one."),
    .options = routes_options,
    .access = WAY_CTL_MAY_READ,
    .run = way_ctl_run_routes,
  },
  {
    .name = "sample",
    .usage = "NAME --out F [--seed N] [--years N]",
    .summary = N_("Makes a file with a made-up authority"),
    .help = N_("NAME is demo (alive around today), solihull-2022, lancashire-2020, or la, region, "
               "nation: the sizes of the benchmarks, with --seed and --years. The same words make "
               "the same records. With --passphrase-file the file is sealed."),
    .options = sample_options,
    .least = 1, .most = 1,
    .run = way_ctl_run_sample,
  },
  {
    .name = "subject-access",
    .usage = "--pupil ID --out FOLDER",
    .summary = N_("Writes all that is kept about one child into a new folder"),
    .help = N_("record.pdf is to be read, record.json and a CSV for each kind of record are for "
               "programs. What tells of others is marked: look at it before anything is handed "
               "out. It stands in the trail, and the day by which an open request must be answered "
               "in the documents."),
    .options = subject_access_options,
    .access = WAY_CTL_READS,
    .run = way_ctl_run_subject_access,
  },
  {
    .name = "trail",
    .usage = "[--entity E] [--id ID] [--action A]… [--csv|--json] | --out FILE",
    .summary = N_("Tells who looked at sensitive records, printed, copied and exported"),
    .help = N_("Columns: record, when, who, copy, action, entity, id, count, what, reason, newest "
               "first; CSV and JSON add what proves them. ACTION is view, break-glass, refused, "
               "print, export, copy, bundle, subject, help or erase. --out writes the whole trail as "
               "data/trail-format.md describes it, to be checked without this program."),
    .options = trail_options,
    .access = WAY_CTL_READS,
    .run = way_ctl_run_trail,
  },
  {
    .name = "undo",
    .usage = "EDIT [--reason TEXT]",
    .summary = N_("Takes an edit back by a new edit"),
    .help = N_("EDIT is the first column of history. Later edits of other fields stay. Prints the "
               "new edit."),
    .options = undo_options,
    .least = 1, .most = 1,
    .access = WAY_CTL_WRITES,
    .run = way_ctl_run_undo,
  },
  {
    .name = "verify",
    .usage = "[--csv|--json]",
    .summary = N_("Looks the whole file over: pages, references, chains, every record"),
    .help = N_("Prints what it finds, one a line, and exits with 1; with 0 when the file is whole. "
               "It finds what another program wrote into the file."),
    .access = WAY_CTL_READS,
    .run = way_ctl_run_verify,
  },
  {
    .name = "visit report",
    .usage = "--id ID --out FILE.pdf",
    .summary = N_("Writes the report of a visit as a PDF"),
    .options = visit_report_options,
    .access = WAY_CTL_READS,
    .run = way_ctl_run_visit_report,
  },
  {
    .name = "visits",
    .usage = "[--csv|--json]",
    .summary = N_("Lists the settings by when and how urgently they are visited"),
    .help = N_("Columns: establishment, name, pupils, weeks, risk, priority, due, rule, judgement, "
               "lapses, held, planned. The priority is pupils × weeks since the last visit × risk."),
    .access = WAY_CTL_READS,
    .run = way_ctl_run_visits,
  },
  { NULL }
};
