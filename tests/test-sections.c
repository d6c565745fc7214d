/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a bundle says beside its edits, by a device that is enrolled and means no good:
 * real sections cut short, gone on with, and of counts without end.  Each is refused in
 * one sentence, and the copy stays as it was. */
#include "way-test-devices.h"
#include "way-test-sealed.h"

#include "way-file.h"
#include "way-trail.h"

#define MOST_CUTS 30            /* of one section */
#define N_RANDOM 10             /* bodies of each section */

#define KIND(name) (1u << WAY_SECTION_ ## name)
#define ALL_KINDS (KIND (ROSTER) | KIND (WORDS) | KIND (RETIRED) | KIND (TABLE) | KIND (DROPPED) | \
                   KIND (GIVEN) | KIND (RECEIPTS) | KIND (TRAIL) | KIND (BACK))

typedef struct
{
  const WayDevice *from;
  const WayDevice *to;
  WayDb           *db;          /* of the receiver */
  guint            role;        /* as what it is cut for */
  const WayId     *scope;       /* NULL: for all settings */
} Letter;

typedef struct
{
  WayTestDevices base;
  guint          met;           /* kinds of sections, as bits */
} World;

static void
set_up (World         *world,
        gconstpointer  data)
{
  way_test_devices_set_up (&world->base, data);
}

static void
tear_down (World         *world,
           gconstpointer  data)
{
  way_test_devices_tear_down (&world->base, data);
}

/* How many rows each table has. */
static char *
count_rows (WayDb *db)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, "SELECT name FROM sqlite_schema WHERE type = 'table'"
                                            " ORDER BY name", NULL);
  GString *text = g_string_new (NULL);

  while (way_stmt_step (stmt, NULL) == WAY_STEP_ROW)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM \"%s\"", way_stmt_text (stmt, 0));
      gint64 n = -1;

      way_db_get_int (db, sql, 0, &n, NULL);
      g_string_append_printf (text, "%s %" G_GINT64_FORMAT "\n", way_stmt_text (stmt, 0), n);
    }
  return g_string_free (text, FALSE);
}

static void
write_section (World        *world,
               const Letter *letter,
               guint         kind,
               gconstpointer data,
               gsize         size)
{
  WayTestSealing how = WAY_TEST_SEALING;
  g_autoptr(GByteArray) inside = NULL;
  g_autoptr(GBytes) bytes = NULL;
  WayTestContent content;

  way_test_content_init (&content, letter->from, &letter->to->id);
  content.sequence = 1000;       /* newer than any other */
  content.role = letter->role;
  if (letter->scope != NULL)
    g_array_append_vals (content.scope, letter->scope, 1);
  content.sections = 1;
  way_test_put_section (content.after, kind, data, size);
  inside = way_test_content_bytes (&content);
  bytes = way_test_seal (inside, letter->to, &how);
  g_assert_true (way_file_write (world->base.mail, bytes, NULL));
  way_test_content_clear (&content);
}

static void
assert_refused (World        *world,
                const Letter *letter,
                guint         kind,
                gconstpointer data,
                gsize         size)
{
  g_autofree char *before = count_rows (letter->db);
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;
  WayMergeReport report;

  write_section (world, letter, kind, data, size);
  if (way_test_devices_take (&world->base, letter->db, &report, &error))
    g_error ("section %u of %" G_GSIZE_FORMAT " bytes is taken", kind, size);
  if (!g_error_matches (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_MALFORMED))
    g_error ("section %u of %" G_GSIZE_FORMAT " bytes: %s", kind, size, error->message);
  g_assert_null (strchr (error->message, '\n'));
  after = count_rows (letter->db);
  g_assert_cmpstr (before, ==, after);
}

static void
worsen (World        *world,
        const Letter *letter,
        guint         kind,
        const guint8 *data,
        gsize         size)
{
  g_autofree guint8 *more = g_malloc0 (size + 1);
  static const guint8 endless[] = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01 };
  gsize step = MAX (1, size / MOST_CUTS);

  world->met |= 1u << kind;
  for (gsize cut = 0; cut < size; cut += step)
    assert_refused (world, letter, kind, data, cut);
  assert_refused (world, letter, kind, data, size - 1);
  memcpy (more, data, size);
  assert_refused (world, letter, kind, more, size + 1);
  assert_refused (world, letter, kind, endless, sizeof endless);
  for (guint i = 0; i < N_RANDOM; i++)
    {
      guint8 random[80];
      gsize n = (gsize) g_test_rand_int_range (1, sizeof random);

      for (gsize j = 0; j < n; j++)
        random[j] = (guint8) g_test_rand_int_range (0, 256);
      random[0] |= 2;            /* more than none, and more than there is room for */
      assert_refused (world, letter, kind, random, n);
    }
}

/* Whatever lies in the mail, before it is taken in as it is. */
static void
worsen_mail (World        *world,
             const Letter *letter)
{
  g_autoptr(GBytes) bytes = way_file_read (world->base.mail, 1 << 30, NULL);
  g_autoptr(GBytes) content = way_seal_open (bytes, "mail", letter->to->box, letter->to->box_secret,
                                             NULL);
  g_autoptr(WayBundle) bundle = way_bundle_parse_sealed (content, "mail", NULL);
  g_autoptr(GError) error = NULL;
  const guint8 *data;
  WayMergeReport report;
  guint kind;
  gsize size;

  g_assert_nonnull (bundle);
  for (guint i = 0; (data = way_bundle_section (bundle, i, &kind, &size)) != NULL; i++)
    if (kind != WAY_SECTION_FILE)     /* any bytes will do */
      worsen (world, letter, kind, data, size);
  g_assert_true (way_file_write (world->base.mail, bytes, NULL));
  way_test_devices_take (&world->base, letter->db, &report, &error);
  g_assert_no_error (error);
  way_test_assert_whole (letter->db);
}

static void
send_and_worsen (World        *world,
                 WayDb        *from,
                 const Letter *letter)
{
  way_test_devices_send (&world->base, from, &letter->to->id);
  worsen_mail (world, letter);
}

/* A school's copy is given a child, drops it as one office says, says so, and is given
 * it again by the other, which has not heard why: once before and once after it could
 * say so.  Governance gets its tables. */
static void
test_all (World         *world,
          gconstpointer  data)
{
  WayTestDevices *base = &world->base;
  WayTestDevice *office = way_test_devices_enrol (base, WAY_COPY_OFFICE, NULL);
  WayTestDevice *school = way_test_devices_enrol (base, WAY_COPY_SCHOOL, &base->school->id);
  WayTestDevice *board = way_test_devices_enrol (base, WAY_COPY_GOVERNANCE, NULL);
  const Letter to_office = { base->own, office->device, office->db, WAY_COPY_OFFICE, NULL };
  const Letter to_school = { office->device, school->device, school->db, WAY_COPY_SCHOOL,
                             &base->school->id };
  const Letter to_own = { school->device, base->own, base->office, WAY_COPY_OFFICE, NULL };
  const Letter to_board = { base->own, board->device, board->db, WAY_COPY_GOVERNANCE, NULL };

  send_and_worsen (world, base->office, &to_office);
  send_and_worsen (world, office->db, &to_school);
  send_and_worsen (world, school->db, &to_own);
  way_test_leave_schools (office->db, base->pupil);
  send_and_worsen (world, office->db, &to_school);
  send_and_worsen (world, school->db, &to_own);
  way_test_devices_turn (base, school, WAY_COPY_SCHOOL, &base->school->id);
  send_and_worsen (world, office->db, &to_school);
  way_test_devices_turn (base, school, WAY_COPY_SCHOOL, &base->school->id);
  send_and_worsen (world, school->db, &to_own);
  send_and_worsen (world, base->office, &to_board);
  g_assert_cmphex (world->met, ==, ALL_KINDS);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sections/all", World, NULL, set_up, test_all, tear_down);
  return g_test_run ();
}
