/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real program, by its contract: words, columns, exit statuses, and what
 * it says of bad input. */

#include "way-test-ctl.h"
#include "way-test-store.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>

#include "way-people.h"

/* A folder with a small authority in it: one academy with a counted provision
 * of 20 places and an outreach provision of 5, and two pupils, one of whom is
 * placed full time. */
typedef struct
{
  char *folder;
  char *file;
  char  academy[WAY_ID_TEXT_SIZE];
  char  provision[WAY_ID_TEXT_SIZE];
  char  placed[WAY_ID_TEXT_SIZE];
  char  pupil[WAY_ID_TEXT_SIZE];
  char  placement[WAY_ID_TEXT_SIZE];
} World;

static void
insert (WayDb           *db,
        const WayEntity *entity,
        gpointer         record,
        char            *id)
{
  way_record_start (entity, record);
  way_test_insert (db, entity, record);
  way_id_format (way_record_id (record), id);
}

static WayProvision *
make_provision (const WayId *academy,
                const char  *name,
                gboolean     counted)
{
  WayProvision *provision = way_provision_new ();

  provision->establishment = *academy;
  provision->name = g_strdup (name);
  provision->kind = g_strdup (counted ? "destination" : "outreach");
  provision->phase = g_strdup ("secondary");
  provision->counted = counted;
  return provision;
}

static WayCapacity *
make_capacity (const WayId *provision,
               gint64       places)
{
  WayCapacity *capacity = way_capacity_new ();

  capacity->provision = *provision;
  capacity->from = way_date_ymd (2020, 9, 1);
  capacity->places = places;
  capacity->funder = g_strdup ("LA");
  return capacity;
}

static void
fill_world (World *world,
            WayDb *db)
{
  g_autoptr(WayEstablishment) academy = way_establishment_new ();
  g_autoptr(WayProvision) provision = NULL;
  g_autoptr(WayProvision) outreach = NULL;
  g_autoptr(WayCapacity) places = NULL;
  g_autoptr(WayCapacity) more = NULL;
  g_autoptr(WayPupil) placed = way_test_pupil ("Ayesha", "Marlow");
  g_autoptr(WayPupil) pupil = way_test_pupil ("Ben", "O’Dell, jr");
  g_autoptr(WayPlacement) placement = way_placement_new ();
  char ignored[WAY_ID_TEXT_SIZE];

  academy->name = g_strdup ("Hillside Academy");
  academy->type = g_strdup ("36");
  academy->urn = g_strdup ("123456");
  insert (db, &way_establishment_entity, academy, world->academy);
  provision = make_provision (&academy->id, "Main site", TRUE);
  insert (db, &way_provision_entity, provision, world->provision);
  outreach = make_provision (&academy->id, "Outreach", FALSE);
  insert (db, &way_provision_entity, outreach, ignored);
  places = make_capacity (&provision->id, 20);
  insert (db, &way_capacity_entity, places, ignored);
  more = make_capacity (&outreach->id, 5);
  insert (db, &way_capacity_entity, more, ignored);
  insert (db, &way_pupil_entity, placed, world->placed);
  insert (db, &way_pupil_entity, pupil, world->pupil);
  placement->pupil = placed->id;
  placement->provision = provision->id;
  placement->route = g_strdup ("INTERIM");
  placement->registration = g_strdup ("SINGLE_AP");
  placement->start = way_date_ymd (2026, 1, 12);
  insert (db, &way_placement_entity, placement, world->placement);
}

static void
set_up (World         *world,
        gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayDb) db = NULL;

  world->folder = g_dir_make_tmp ("way-ctl-XXXXXX", &error);
  g_assert_no_error (error);
  world->file = g_build_filename (world->folder, "w.waymark", NULL);
  db = way_db_open (world->file, WAY_DB_CREATE, &error);
  g_assert_no_error (error);
  fill_world (world, db);
}

static void
tear_down (World         *world,
           gconstpointer  unused)
{
  way_test_remove_folder (world->folder);
  g_free (world->folder);
  g_free (world->file);
}

/* Everything that the file holds, as history tells it: it must be the same
 * after a call that was refused. */
static char *
all_of (World *world)
{
  return way_test_ctl_out ("--file %s history --csv", world->file);
}

/* The first line. */
static char *
heading_of (const char *csv)
{
  return g_strndup (csv, strcspn (csv, "\n"));
}

/* --- Words --- */

static void
test_words (void)
{
  static const struct
  {
    const char *line;
    int         status;
    const char *says;      /* in standard error, or in standard output at 0 */
  } cases[] = {
    { "help", 0, "usage: waymarkctl" },
    { "help list", 0, "--where" },
    { "list --help", 0, "--where" },
    { "--version", 0, "waymarkctl " },
    { "nonsense", 2, "there is no call “nonsense”" },
    { "forecast", 2, "there is no call “forecast”" },
    { "help nonsense", 2, "there is no call “nonsense”" },
    { "list", 2, "usage: waymarkctl list" },
    { "list pupil", 2, "--file: must be given" },
    { "list pupil extra", 2, "“extra” is one word too many" },
    { "list --nonsense pupil", 2, "--nonsense: there is no such option" },
    { "list pupil --sort", 2, "--sort: needs a value" },
    { "routes --csv=1", 2, "--csv: takes no value" },
    { "routes --csv --json", 2, "--csv or --json, not both" },
    { "routes --today yesterday", 2, "--today: “yesterday” is no day" },
    { "routes --today 2026-02-30", 2, "--today: “2026-02-30” is no day" },
    { "routes --file a --file b", 2, "--file: is given twice" },
    { "check hat", 2, "“hat”: cannot be checked; there are upn, uln" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(WayTestRun) run = way_test_ctl (cases[i].line, NULL);

      g_test_message ("%s", cases[i].line);
      g_assert_cmpint (run.status, ==, cases[i].status);
      g_assert_nonnull (strstr (run.status == 0 ? run.out : run.err, cases[i].says));
      if (run.status != 0)
        g_assert_cmpstr (run.out, ==, "");
    }
}

static void
test_every_call_has_help (void)
{
  g_autofree char *help = way_test_ctl_out ("help");
  g_auto(GStrv) lines = g_strsplit (help, "\n", -1);

  for (guint i = 2; *lines[i] != '\0'; i++)
    {
      g_autofree char *name = g_strstrip (g_strndup (lines[i], 19));
      g_autofree char *text = way_test_ctl_out ("help %s", name);

      g_assert_true (g_str_has_prefix (text, "usage: waymarkctl "));
    }
}

/* Every option of the usage line, once, with a value where it takes one. */
static char *
find_options (const char *usage)
{
  g_autoptr(GRegex) option = g_regex_new ("--[a-z-]+( [A-Za-z])?", 0, 0, NULL);
  g_autoptr(GString) options = g_string_new (NULL);
  g_autoptr(GMatchInfo) match = NULL;

  for (g_regex_match (option, usage, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *word = g_match_info_fetch (match, 0);

      if (strstr (options->str, word) == NULL)
        g_string_append_printf (options, "%s ", word);
    }
  return g_string_free (g_steal_pointer (&options), FALSE);
}

/* What the usage line names is taken: what is complained of is the option after it. */
static void
test_usage_names_what_is_taken (void)
{
  g_autofree char *help = way_test_ctl_out ("help");
  g_auto(GStrv) lines = g_strsplit (help, "\n", -1);

  for (guint i = 2; *lines[i] != '\0'; i++)
    {
      g_autofree char *name = g_strstrip (g_strndup (lines[i], 19));
      g_autofree char *text = way_test_ctl_out ("help %s", name);
      g_autofree char *usage = g_strndup (text, strcspn (text, "\n"));
      g_autofree char *options = find_options (usage);
      g_auto(WayTestRun) run = way_test_ctl_format ("%s %s--no-such-option", name, options);

      g_assert_cmpint (run.status, ==, 2);
      if (strstr (run.err, "--no-such-option: ") == NULL)
        g_error ("%s %s: %s", name, options, run.err);
    }
}

static void
test_options_stand_anywhere (World         *world,
                             gconstpointer  unused)
{
  g_autofree char *first = way_test_ctl_out ("--file %s --csv list pupil", world->file);
  g_autofree char *last = way_test_ctl_out ("list pupil --csv --file=%s", world->file);
  g_autofree char *passphrase = way_test_ctl_out ("list --passphrase-file /dev/null pupil --csv"
                                                  " --file %s", world->file);

  g_assert_cmpstr (first, ==, last);
  g_assert_cmpstr (first, ==, passphrase);
}

/* --- What works without a file --- */

static void
test_check_judges_each_line (void)
{
  g_auto(WayTestRun) run = way_test_ctl ("check upn --csv", "E334401226001\nA801200005001\n");
  g_auto(WayTestRun) good = way_test_ctl ("check postcode --csv", "b913ql\r\n");

  g_assert_cmpint (run.status, ==, 1);
  g_assert_true (g_str_has_prefix (run.out, "value,verdict,normalised,reason\n"
                                            "E334401226001,valid,E334401226001,\n"
                                            "A801200005001,invalid,,"));
  g_assert_cmpint (good.status, ==, 0);
  g_assert_cmpstr (good.out, ==, "value,verdict,normalised,reason\nb913ql,valid,B91 3QL,\n");
}

static void
test_check_takes_any_bytes (void)
{
  g_auto(WayTestRun) run = way_test_ctl ("check uln --csv", "\"a,b\"\n");

  g_assert_cmpint (run.status, ==, 1);
  g_assert_true (g_str_has_prefix (run.out, "value,verdict,normalised,reason\n\"\"\"a,b\"\"\","));
}

static void
test_routes_are_the_table (void)
{
  g_autofree char *csv = way_test_ctl_out ("routes --csv");

  g_assert_true (g_str_has_prefix (csv,
    "route,code,commissioner,lump_sum,top_up,registration\n"
    "1,PEX_DAY6,LA,LA,LA,DUAL_SCHOOL_MAIN|SINGLE_AP\n"));
  g_assert_nonnull (strstr (csv, "\n8,VOC_PART,SCHOOL,SCHOOL,SCHOOL,DUAL_SCHOOL_MAIN\n"));
}

/* --- list --- */

static void
test_headings_are_those_fixed (World         *world,
                               gconstpointer  unused)
{
  static const struct
  {
    const char *entity;
    const char *headings;
  } cases[] = {
    { "establishment", "id,urn,name,type,la,status,phase,district" },
    { "provision", "id,establishment,name,kind,phase,counted" },
    { "capacity", "id,provision,from,to,places,funder" },
    { "pupil", "id,upn,surname,forename,birth,sex,year,home_district,home_la" },
    { "enrolment", "id,pupil,establishment,status,from,to" },
    { "referral", "id,pupil,route,referrer,received,stage" },
    { "placement", "id,pupil,provision,referral,route,registration,start,expected_end,end,"
                   "sessions" },
    { "funding_line", "id,placement,element,payer,basis,rate,from,to" },
    { "exclusion", "id,pupil,establishment,category,from,to,half_days" },
    { "population", "id,district,year,ages,count" },
    { "district", "id,name,gss" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *csv = way_test_ctl_out ("--file %s list %s --csv", world->file,
                                               cases[i].entity);
      g_autofree char *heading = heading_of (csv);
      g_autofree char *start = g_strconcat (cases[i].headings, ",", NULL);

      g_test_message ("%s", cases[i].entity);
      g_assert_true (g_str_has_prefix (heading, start) ||
                     strcmp (heading, cases[i].headings) == 0);
    }
}

static void
test_list_filters_by_reference (World         *world,
                                gconstpointer  unused)
{
  g_autofree char *all = way_test_ctl_out ("--file %s list provision --where establishment=%s"
                                           " --where counted=no --csv", world->file,
                                           world->academy);
  g_auto(GStrv) lines = g_strsplit (all, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_nonnull (strstr (lines[1], ",Outreach,outreach,secondary,no,"));
}

static void
test_list_sorts (World         *world,
                 gconstpointer  unused)
{
  g_autofree char *up = way_test_ctl_out ("--file %s list pupil --sort surname --csv", world->file);
  g_autofree char *down = way_test_ctl_out ("--file %s list pupil --sort -surname --csv",
                                            world->file);

  g_assert_true (strstr (up, "Marlow") < strstr (up, "O’Dell"));
  g_assert_true (strstr (down, "Marlow") > strstr (down, "O’Dell"));
  g_assert_nonnull (strstr (up, ",\"O’Dell, jr\",Ben,2012-05-03,"));
}

static void
test_list_names_what_it_does_not_know (World         *world,
                                       gconstpointer  unused)
{
  static const struct
  {
    const char *words;
    const char *says;
  } cases[] = {
    { "unicorn", "“unicorn”: there is no such entity; there are authority, user" },
    { "pupil --where height=3", "height" },
    { "pupil --where surname", "“surname” is no FIELD=VALUE" },
    { "pupil --where birth=soon", "birth" },
    { "pupil --sort height", "height" },
    { "placement --where pupil=none", "pupil" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(WayTestRun) run = way_test_ctl_format ("--file %s list %s --csv", world->file,
                                                    cases[i].words);

      g_test_message ("%s", cases[i].words);
      g_assert_cmpint (run.status, ==, 2);
      g_assert_nonnull (strstr (run.err, cases[i].says));
      g_assert_cmpstr (run.out, ==, "");
    }
}

static void
test_list_is_json (World         *world,
                   gconstpointer  unused)
{
  g_autofree char *json = way_test_ctl_out ("--file %s list provision --json", world->file);
  g_autofree char *none = way_test_ctl_out ("--file %s list need --json", world->file);

  g_assert_true (g_str_has_prefix (json, "[\n{\"id\": \""));
  g_assert_nonnull (strstr (json, "\"counted\": true"));
  g_assert_nonnull (strstr (json, "\"site\": null"));
  g_assert_true (g_str_has_suffix (json, "}\n]\n"));
  g_assert_cmpstr (none, ==, "[]\n");
}

static void
test_list_for_people_names_references (World         *world,
                                       gconstpointer  unused)
{
  g_autofree char *text = way_test_ctl_out ("--file %s list provision", world->file);

  g_assert_nonnull (strstr (text, "Hillside Academy"));
}

/* --- put, delete, history, undo --- */

static void
test_put_adds_changes_and_clears (World         *world,
                                  gconstpointer  unused)
{
  g_autofree char *id = way_test_ctl_out ("--file %s put pupil --set surname=Lee --set forename=Jo"
                                          " --set birth=2013-04-05 --reason New", world->file);
  g_autofree char *same = NULL;
  g_autofree char *cleared = NULL;
  g_autofree char *row = NULL;

  g_strchomp (id);
  same = way_test_ctl_out ("--file %s put pupil --id %s --set year=8 --reason Moved", world->file,
                           id);
  g_strchomp (same);
  g_assert_cmpstr (same, ==, id);
  row = way_test_ctl_out ("--file %s list pupil --where id=%s --csv", world->file, id);
  g_assert_nonnull (strstr (row, ",Lee,Jo,2013-04-05,,8,"));
  cleared = way_test_ctl_out ("--file %s put pupil --id %s --set year= --reason Unknown",
                              world->file, id);
  g_free (row);
  row = way_test_ctl_out ("--file %s list pupil --where id=%s --csv", world->file, id);
  g_assert_nonnull (strstr (row, ",Lee,Jo,2013-04-05,,,"));
}

static void
test_put_counts_as_the_kind_says (World         *world,
                                  gconstpointer  unused)
{
  static const struct
  {
    const char *kind;
    const char *counted;
  } cases[] = {
    { "destination", "yes" }, { "assessment", "yes" }, { "medical", "yes" },
    { "arp", "no" }, { "nurture", "no" }, { "outreach", "no" }, { "home_tuition", "no" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = way_test_ctl_out ("--file %s put provision --set establishment=%s"
                                              " --set name=N --set kind=%s --reason New",
                                              world->file, world->academy, cases[i].kind);
      g_autofree char *row = NULL;
      g_autofree char *cells = g_strdup_printf (",N,%s,,%s,", cases[i].kind, cases[i].counted);

      g_strchomp (id);
      row = way_test_ctl_out ("--file %s list provision --where id=%s --csv", world->file, id);
      g_assert_nonnull (strstr (row, cells));
    }
}

static void
test_put_registers_as_the_route_offers (World         *world,
                                        gconstpointer  unused)
{
  g_autofree char *id = way_test_ctl_out ("--file %s put placement --set pupil=%s"
                                          " --set provision=%s --set route=INTERIM"
                                          " --set start=2026-02-02 --reason New", world->file,
                                          world->pupil, world->provision);
  g_autofree char *row = NULL;

  g_strchomp (id);
  row = way_test_ctl_out ("--file %s list placement --where id=%s --csv", world->file, id);
  g_assert_nonnull (strstr (row, ",INTERIM,SINGLE_AP,2026-02-02,,,10,"));
}

static void
test_put_refuses_and_names_the_field (World         *world,
                                      gconstpointer  unused)
{
  static const struct
  {
    const char *words;
    const char *says;
  } cases[] = {
    { "unicorn --set a=b --reason x", "“unicorn”: there is no such entity" },
    { "pupil --set height=3 --reason x", "height: a pupil has no such field" },
    { "pupil --set id=1 --reason x", "id: cannot be set" },
    { "pupil --set surname=A --set forename=B", "--reason: must be given" },
    { "pupil --set surname=A --set forename=B --reason=", "--reason: must be given" },
    { "pupil --reason x", "--set: must be given" },
    { "pupil --set forename=B --reason x", "surname" },
    { "pupil --set surname=A --set forename=B --set birth=32 --reason x", "birth" },
    { "pupil --set surname=A --set forename=B --set upn=A801200005001 --reason x", "upn" },
    { "pupil --set surname=A --set forename=B --set sex=Q --reason x", "sex" },
    { "pupil --set surname=A --set forename=B --set home_district="
      "00000000-0000-7000-8000-000000000001 --reason x", "home_district: there is no such" },
    { "pupil --id 00000000-0000-7000-8000-000000000001 --set year=9 --reason x",
      "--id: there is no pupil" },
    { "pupil --id nonsense --set year=9 --reason x", "--id: “nonsense” is no id" },
    { "referral --set stage=placed --reason x", "stage: cannot be set" },
    { "capacity --set places=-1 --reason x", "places" },
    { "placement --set start=2026-05-01 --set end=2026-04-01 --reason x", "pupil" },
  };
  g_autofree char *before = all_of (world);
  g_autofree char *after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(WayTestRun) run = way_test_ctl_format ("--file %s put %s", world->file,
                                                    cases[i].words);

      g_test_message ("%s", cases[i].words);
      g_assert_cmpint (run.status, ==, 2);
      g_assert_nonnull (strstr (run.err, cases[i].says));
      g_assert_cmpstr (run.out, ==, "");
    }
  after = all_of (world);
  g_assert_cmpstr (before, ==, after);
}

static void
test_put_obeys_the_route (World         *world,
                          gconstpointer  unused)
{
  g_auto(WayTestRun) run = way_test_ctl_format ("--file %s put placement --id %s"
                                                " --set route=SHORT_TERM --reason x", world->file,
                                                world->placement);

  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, "registration: SINGLE_AP is not allowed by the route"
                                     " SHORT_TERM (allowed: DUAL_SCHOOL_MAIN)"));
}

static void
test_delete_keeps_what_is_named (World         *world,
                                 gconstpointer  unused)
{
  g_auto(WayTestRun) refused = way_test_ctl_format ("--file %s delete pupil --id %s --reason x",
                                                    world->file, world->placed);
  g_autofree char *done = way_test_ctl_out ("--file %s delete pupil --id %s --reason Twice",
                                            world->file, world->pupil);
  g_auto(WayTestRun) again = way_test_ctl_format ("--file %s delete pupil --id %s --reason x",
                                                  world->file, world->pupil);

  g_assert_cmpint (refused.status, ==, 2);
  g_assert_nonnull (strstr (refused.err, "placement (pupil)"));
  g_assert_cmpint (again.status, ==, 2);
  g_assert_nonnull (strstr (again.err, "there is no such pupil"));
}

static void
test_history_tells_and_undo_takes_back (World         *world,
                                        gconstpointer  unused)
{
  g_autofree char *done = way_test_ctl_out ("--file %s --user Ann put placement --id %s"
                                            " --set end=2026-03-01 --reason Left", world->file,
                                            world->placement);
  g_autofree char *later = way_test_ctl_out ("--file %s put placement --id %s --set sessions=4"
                                             " --reason Less", world->file, world->placement);
  g_autofree char *csv = way_test_ctl_out ("--file %s history --entity placement --id %s --csv",
                                           world->file, world->placement);
  g_auto(GStrv) lines = g_strsplit (csv, "\n", -1);
  g_auto(GStrv) cells = g_strsplit (lines[2], ",", -1);
  g_autofree char *undo = NULL;
  g_autofree char *row = NULL;
  g_autofree char *end = NULL;

  g_assert_cmpstr (lines[0], ==, "edit,when,who,copy,name,reason,entity,id,field,old,new");
  g_assert_nonnull (strstr (lines[1], ",Change placement,Less,placement,"));
  end = g_strdup_printf (",Ann,%.8s,Change placement,Left,placement,%s,end,,2026-03-01", cells[0],
                         world->placement);
  g_assert_true (g_str_has_suffix (lines[2], end));

  undo = way_test_ctl_out ("--file %s undo %s", world->file, cells[0]);
  g_assert_true (g_str_has_prefix (undo, cells[3]));
  row = way_test_ctl_out ("--file %s list placement --where id=%s --csv", world->file,
                          world->placement);
  g_assert_nonnull (strstr (row, ",SINGLE_AP,2026-01-12,,,4,"));
}

static void
test_undo_says_why_not (World         *world,
                        gconstpointer  unused)
{
  static const struct
  {
    const char *edit;
    const char *says;
  } cases[] = {
    { "nonsense", "“nonsense” is no edit: history lists them" },
    { "00000000-99", "there is no edit “00000000-99”" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(WayTestRun) run = way_test_ctl_format ("--file %s undo %s", world->file,
                                                    cases[i].edit);

      g_assert_cmpint (run.status, ==, 2);
      g_assert_nonnull (strstr (run.err, cases[i].says));
    }
}

/* --- init, sample --- */

static void
test_init_makes_an_authority (World         *world,
                              gconstpointer  unused)
{
  g_autofree char *out = g_build_filename (world->folder, "new.waymark", NULL);
  g_autofree char *made = way_test_ctl_out ("init --name Testshire --la 334 --out %s", out);
  g_autofree char *csv = way_test_ctl_out ("--file %s list authority --csv", out);

  g_assert_nonnull (strstr (csv, ",Testshire,334,"));
}

static void
test_making_never_writes_over (World         *world,
                               gconstpointer  unused)
{
  g_auto(WayTestRun) init = way_test_ctl_format ("init --name T --la 334 --out %s", world->file);
  g_auto(WayTestRun) sample = way_test_ctl_format ("sample demo --out %s", world->file);
  g_autofree char *csv = way_test_ctl_out ("--file %s info --csv", world->file);

  g_assert_cmpint (init.status, ==, 2);
  g_assert_nonnull (strstr (init.err, "there is a file already"));
  g_assert_cmpint (sample.status, ==, 2);
  g_assert_nonnull (strstr (csv, "\npupil,2\n"));
}

static void
test_what_cannot_be_made_leaves_no_file (World         *world,
                                         gconstpointer  unused)
{
  static const char *const lines[] = {
    "init --name Testshire --la 999 --out %s",
    "init --name= --la 334 --out %s",
    "init --la 334 --out %s",
    "sample atlantis --out %s",
    "sample la --years 99 --out %s",
  };
  g_autofree char *out = g_build_filename (world->folder, "new.waymark", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto(GStrv) halves = g_strsplit (lines[i], "%s", 2);
      g_auto(WayTestRun) run = way_test_ctl_format ("%s%s", halves[0], out);

      g_test_message ("%s", lines[i]);
      g_assert_cmpint (run.status, ==, 2);
      g_assert_true (g_str_has_prefix (run.err, "waymarkctl: "));
      g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
    }
}

static void
test_info_counts (World         *world,
                  gconstpointer  unused)
{
  g_autofree char *csv = way_test_ctl_out ("--file %s info --csv", world->file);

  g_assert_true (g_str_has_prefix (csv, "what,value\n"));
  g_assert_nonnull (strstr (csv, "\nschema,"));
  g_assert_nonnull (strstr (csv, "\nrole,office\n"));
  g_assert_nonnull (strstr (csv, "\nreplica,"));
  g_assert_nonnull (strstr (csv, "\npupil,2\n"));
}

/* --- import, export --- */

static char *
write_file (World      *world,
            const char *name,
            const char *text)
{
  char *path = g_build_filename (world->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static void
test_import_takes_good_rows_and_hands_back_the_others (World         *world,
                                                       gconstpointer  unused)
{
  g_autofree char *path = write_file (world, "p.csv",
                                      "surname,forename,birth\n"
                                      "Lane,Ida,2013-02-01\n"
                                      "Moss,Ray,soon\n"
                                      "Nash,Una,2013-02-03\n");
  g_autofree char *rejects = g_build_filename (world->folder, "r.csv", NULL);
  g_autofree char *handed_back = NULL;
  g_autofree char *before = all_of (world);
  g_autofree char *after_dry = NULL;
  g_auto(WayTestRun) dry = way_test_ctl_format ("--file %s import csv:pupil %s --dry-run --csv",
                                                world->file, path);
  g_auto(WayTestRun) run = { 0 };
  g_autofree char *info = NULL;

  g_assert_cmpint (dry.status, ==, 1);
  g_assert_cmpstr (dry.out, ==, "new,changed,same,refused\n2,0,0,1\n");
  after_dry = all_of (world);
  g_assert_cmpstr (before, ==, after_dry);

  run = way_test_ctl_format ("--file %s import csv:pupil %s --rejects %s --csv", world->file, path,
                             rejects);
  g_assert_cmpint (run.status, ==, 1);
  g_assert_cmpstr (run.out, ==, dry.out);
  g_assert_nonnull (strstr (run.err, "p.csv: line 3: birth"));
  g_assert_true (g_file_get_contents (rejects, &handed_back, NULL, NULL));
  g_assert_nonnull (strstr (handed_back, "Moss,Ray,soon,"));
  info = way_test_ctl_out ("--file %s info --csv", world->file);
  g_assert_nonnull (strstr (info, "\npupil,4\n"));
}

static void
test_what_export_writes_import_knows (World         *world,
                                      gconstpointer  unused)
{
  g_autofree char *path = g_build_filename (world->folder, "e.csv", NULL);
  g_autofree char *done = way_test_ctl_out ("--file %s export csv:provision --out %s", world->file,
                                            path);
  g_autofree char *counts = way_test_ctl_out ("--file %s import csv:provision %s --csv",
                                              world->file, path);

  g_assert_cmpstr (counts, ==, "new,changed,same,refused\n0,0,2,0\n");
}

static void
test_import_says_why_not (World         *world,
                          gconstpointer  unused)
{
  static const struct
  {
    const char *kind;
    const char *text;
    const char *says;
  } cases[] = {
    { "gias", "surname,forename\nLane,Ida\n", "in.csv" },
    { "csv:unicorn", "a\n1\n", "“unicorn”: there is no such entity" },
    { "ctf", "<CTfile/>", "“ctf”: cannot be imported" },
    { "csv:pupil", "colour,height\nred,3\n", "in.csv" },
    { "csv:pupil", "surname,surname\nA,B\n", "in.csv" },
    { "csv:pupil", "surname,forename\n\"Lane,Ida\n", "in.csv" },
    { "csv:pupil", "", "in.csv" },
  };
  g_autofree char *before = all_of (world);
  g_autofree char *after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = write_file (world, "in.csv", cases[i].text);
      g_auto(WayTestRun) run = way_test_ctl_format ("--file %s import %s %s", world->file,
                                                    cases[i].kind, path);

      g_test_message ("%s: %s", cases[i].kind, run.err);
      g_assert_cmpint (run.status, ==, 2);
      g_assert_nonnull (strstr (run.err, cases[i].says));
    }
  after = all_of (world);
  g_assert_cmpstr (before, ==, after);
}

/* --- verify, backup, restore --- */

/* As another program writes. */
static void
tamper (World      *world,
        const char *sql)
{
  sqlite3 *handle;

  g_assert_cmpint (sqlite3_open (world->file, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
}

static void
test_verify_finds_another_program (World         *world,
                                   gconstpointer  unused)
{
  g_autofree char *whole = way_test_ctl_out ("--file %s verify", world->file);
  g_auto(WayTestRun) run = { 0 };

  g_assert_cmpstr (whole, ==, "");
  tamper (world, "UPDATE pupil SET forename = 'Max' WHERE surname = 'Marlow'");
  run = way_test_ctl_format ("--file %s verify", world->file);
  g_assert_cmpint (run.status, ==, 1);
  g_assert_nonnull (strstr (run.out, "forename is not what the journal says\n"));
}

static void
test_backup_comes_back (World         *world,
                        gconstpointer  unused)
{
  g_autofree char *backup = g_build_filename (world->folder, "b.waymark", NULL);
  g_autofree char *restored = g_build_filename (world->folder, "r.waymark", NULL);
  g_autofree char *wrote = way_test_ctl_out ("--file %s backup --out %s", world->file, backup);
  g_autofree char *came = way_test_ctl_out ("restore %s --out %s", backup, restored);
  g_autofree char *before = way_test_ctl_out ("--file %s list pupil --csv", world->file);
  g_autofree char *after = way_test_ctl_out ("--file %s list pupil --csv", restored);
  g_autofree char *whole = way_test_ctl_out ("--file %s verify", restored);
  g_auto(WayTestRun) again = way_test_ctl_format ("restore %s --out %s", backup, restored);

  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (again.status, ==, 2);
  g_assert_nonnull (strstr (again.err, "r.waymark"));
}

static void
test_tampered_file_gives_no_backup (World         *world,
                                    gconstpointer  unused)
{
  g_autofree char *backup = g_build_filename (world->folder, "b.waymark", NULL);
  g_auto(WayTestRun) run = { 0 };

  tamper (world, "UPDATE pupil SET forename = 'Max' WHERE surname = 'Marlow'");
  run = way_test_ctl_format ("--file %s backup --out %s", world->file, backup);
  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, "forename is not what the journal says"));
  g_assert_false (g_file_test (backup, G_FILE_TEST_EXISTS));
}

/* --- Bad input and bad luck --- */

static void
test_files_that_are_none_of_ours (World         *world,
                                  gconstpointer  unused)
{
  static const struct
  {
    const char *name;
    const char *text;      /* NULL: no file */
    const char *says;
  } cases[] = {
    { "none.waymark", NULL, "none.waymark: no such file" },
    { "text.waymark", "This is a letter, not a database. It goes on for some time.",
      "text.waymark: is not a Waymark file" },
    { "empty.waymark", "", "empty.waymark: is not a Waymark file" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (world->folder, cases[i].name, NULL);
      g_autofree char *after = NULL;
      g_auto(WayTestRun) run = { 0 };

      if (cases[i].text != NULL)
        g_assert_true (g_file_set_contents (path, cases[i].text, -1, NULL));
      run = way_test_ctl_format ("--file %s put pupil --set surname=A --set forename=B --reason x",
                                 path);
      g_test_message ("%s", run.err);
      g_assert_cmpint (run.status, ==, 2);
      g_assert_nonnull (strstr (run.err, cases[i].says));
      g_file_get_contents (path, &after, NULL, NULL);
      g_assert_cmpstr (after, ==, cases[i].text);
    }
}

static void
test_database_of_another_program (World         *world,
                                  gconstpointer  unused)
{
  g_auto(WayTestRun) run = { 0 };

  tamper (world, "PRAGMA application_id = 1");
  run = way_test_ctl_format ("--file %s list pupil", world->file);
  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, "w.waymark: is not a Waymark file"));
}

static void
test_database_of_a_newer_program (World         *world,
                                  gconstpointer  unused)
{
  g_autofree char *before = all_of (world);
  g_autofree char *after = NULL;
  g_auto(WayTestRun) run = { 0 };
  g_autofree char *back = NULL;
  g_autofree char *version = way_test_ctl_out ("--file %s info --csv", world->file);
  gint64 schema = g_ascii_strtoll (strstr (version, "\nschema,") + 8, NULL, 10);

  tamper (world, "PRAGMA user_version = 999");
  run = way_test_ctl_format ("--file %s put pupil --set surname=A --set forename=B --reason x",
                             world->file);
  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, "version 999 of the file format; this program knows up to"));
  back = g_strdup_printf ("PRAGMA user_version = %d", (int) schema);
  tamper (world, back);
  after = all_of (world);
  g_assert_cmpstr (before, ==, after);
}

/* Files may not grow beyond the limit: a full disk, as the program sees it. */
static void
limit_files (gpointer data)
{
  struct rlimit limit = { GPOINTER_TO_SIZE (data), GPOINTER_TO_SIZE (data) };

  signal (SIGXFSZ, SIG_IGN);
  setrlimit (RLIMIT_FSIZE, &limit);
}

static WayTestRun
run_on_full_disk (gsize              limit,
                  const char *const *words)
{
  return way_test_ctl_spawn (words, NULL, limit_files, GSIZE_TO_POINTER (limit));
}

/* At each size the edit is there whole, or nothing of it is. */
static void
test_full_disk_loses_nothing (World         *world,
                              gconstpointer  unused)
{
  const char *const words[] = {
    "--file", world->file, "put", "pupil", "--set", "surname=A", "--set", "forename=B", "--reason",
    "x", NULL
  };
  g_autofree char *before = all_of (world);
  guint refused = 0, done = 0;

  for (gsize limit = 4096; limit <= 65536; limit += 4096)
    {
      g_auto(WayTestRun) run = run_on_full_disk (limit, words);
      g_autofree char *after = all_of (world);
      g_autofree char *whole = way_test_ctl_out ("--file %s verify", world->file);

      g_test_message ("%" G_GSIZE_FORMAT ": %d %s", limit, run.status, run.err);
      if (run.status == 0)
        {
          done++;
          g_assert_cmpuint (strlen (after), >, strlen (before));
          g_free (before);
          before = g_steal_pointer (&after);
          continue;
        }
      refused++;
      g_assert_cmpint (run.status, ==, 2);
      g_assert_true (g_str_has_prefix (run.err, "waymarkctl: "));
      g_assert_nonnull (strstr (run.err, "w.waymark: there is no room on the disk"));
      g_assert_cmpstr (before, ==, after);
    }
  g_assert_cmpuint (refused, >, 8);
  g_assert_cmpuint (done, >, 0);
}

static void
test_full_disk_leaves_no_new_file (World         *world,
                                   gconstpointer  unused)
{
  g_autofree char *out = g_build_filename (world->folder, "new.waymark", NULL);
  const char *const init[] = { "init", "--name", "T", "--la", "334", "--out", out, NULL };
  const char *const sample[] = { "sample", "solihull-2022", "--out", out, NULL };
  const char *const backup[] = { "--file", world->file, "backup", "--out", out, NULL };
  const char *const export[] = {
    "--file", world->file, "export", "csv:provision", "--out", out, NULL
  };
  const struct
  {
    const char *const *words;
    gsize              limit;
  } cases[] = { { init, 65536 }, { sample, 262144 }, { backup, 65536 }, { export, 64 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(WayTestRun) run = run_on_full_disk (cases[i].limit, cases[i].words);

      g_test_message ("%s: %s", cases[i].words[0], run.err);
      g_assert_cmpint (run.status, ==, 2);
      g_assert_true (g_str_has_prefix (run.err, "waymarkctl: "));
      g_assert_nonnull (strstr (run.err, "no room on the disk"));
      g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
    }
}

/* Root may write where modes say no, but nobody makes files in a folder of the
 * kernel's. */
static void
test_folder_that_takes_no_file (World         *world,
                                gconstpointer  unused)
{
  static const char *const folders[] = { "/proc", "/nonexistent" };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_auto(WayTestRun) init = way_test_ctl_format ("init --name T --la 334 --out %s/x.waymark",
                                                     folders[i]);
      g_auto(WayTestRun) backup = way_test_ctl_format ("--file %s backup --out %s/x.waymark",
                                                       world->file, folders[i]);

      g_test_message ("%s%s", init.err, backup.err);
      g_assert_cmpint (init.status, ==, 2);
      g_assert_nonnull (strstr (init.err, "/x.waymark: "));
      g_assert_cmpint (backup.status, ==, 2);
      g_assert_true (g_str_has_prefix (backup.err, init.err));
    }
}

static void
test_output_that_cannot_be_written (World         *world,
                                    gconstpointer  unused)
{
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (
    G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "..", "src", "ctl", "waymarkctl",
                                                    NULL);
  g_autofree char *err = NULL;

  g_subprocess_launcher_set_stdout_file_path (launcher, "/dev/full");
  process = g_subprocess_launcher_spawn (launcher, &error, program, "--file", world->file, "list",
                                         "pupil", "--csv", NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &err, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 2);
  g_assert_true (g_str_has_prefix (err, "waymarkctl: standard output: "));
}

#define add(path, func) \
  g_test_add ("/ctl/" path, World, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/words", test_words);
  g_test_add_func ("/ctl/every-call-has-help", test_every_call_has_help);
  g_test_add_func ("/ctl/usage-names-what-is-taken", test_usage_names_what_is_taken);
  g_test_add_func ("/ctl/check/judges-each-line", test_check_judges_each_line);
  g_test_add_func ("/ctl/check/takes-any-bytes", test_check_takes_any_bytes);
  g_test_add_func ("/ctl/routes/are-the-table", test_routes_are_the_table);
  add ("options-stand-anywhere", test_options_stand_anywhere);
  add ("list/headings-are-those-fixed", test_headings_are_those_fixed);
  add ("list/filters-by-reference", test_list_filters_by_reference);
  add ("list/sorts", test_list_sorts);
  add ("list/names-what-it-does-not-know", test_list_names_what_it_does_not_know);
  add ("list/is-json", test_list_is_json);
  add ("list/for-people-names-references", test_list_for_people_names_references);
  add ("put/adds-changes-and-clears", test_put_adds_changes_and_clears);
  add ("put/counts-as-the-kind-says", test_put_counts_as_the_kind_says);
  add ("put/registers-as-the-route-offers", test_put_registers_as_the_route_offers);
  add ("put/refuses-and-names-the-field", test_put_refuses_and_names_the_field);
  add ("put/obeys-the-route", test_put_obeys_the_route);
  add ("delete/keeps-what-is-named", test_delete_keeps_what_is_named);
  add ("history/tells-and-undo-takes-back", test_history_tells_and_undo_takes_back);
  add ("undo/says-why-not", test_undo_says_why_not);
  add ("init/makes-an-authority", test_init_makes_an_authority);
  add ("init/never-writes-over", test_making_never_writes_over);
  add ("init/what-cannot-be-made-leaves-no-file", test_what_cannot_be_made_leaves_no_file);
  add ("info/counts", test_info_counts);
  add ("import/takes-good-rows", test_import_takes_good_rows_and_hands_back_the_others);
  add ("import/knows-what-export-writes", test_what_export_writes_import_knows);
  add ("import/says-why-not", test_import_says_why_not);
  add ("verify/finds-another-program", test_verify_finds_another_program);
  add ("backup/comes-back", test_backup_comes_back);
  add ("backup/none-of-a-tampered-file", test_tampered_file_gives_no_backup);
  add ("bad/files-that-are-none-of-ours", test_files_that_are_none_of_ours);
  add ("bad/database-of-another-program", test_database_of_another_program);
  add ("bad/database-of-a-newer-program", test_database_of_a_newer_program);
  add ("bad/full-disk-loses-nothing", test_full_disk_loses_nothing);
  add ("bad/full-disk-leaves-no-new-file", test_full_disk_leaves_no_new_file);
  add ("bad/folder-that-takes-no-file", test_folder_that_takes_no_file);
  add ("bad/output-that-cannot-be-written", test_output_that_cannot_be_written);
  return g_test_run ();
}
