/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bundles that were made to do harm.  Each is refused in one sentence and
 * leaves the file as it was; what is only strange is kept. */
#include <glib/gstdio.h>

#include "way-exchange.h"
#include "way-journal-private.h"
#include "way-test-bundle.h"
#include "way-test-store.h"

/* What is made worse, before it is packed. */
typedef struct
{
  WayForeignEdit *edit;      /* of two operations: a pupil goes in, a pupil goes in */
  WayTestBundle   bundle;
  GByteArray     *body;      /* replaces the parts of the second operation, when not NULL */
  guint           twice;     /* the edit comes so many times more */
  gboolean        unchained; /* its chain value is left as it is */
} Forge;

typedef void (*Worsen) (Forge *forge);

/* --- The bundle as a whole --- */

static void
newer_version (Forge *forge)
{
  forge->bundle.version = 2;
}

static void
newer_reader (Forge *forge)
{
  forge->bundle.reader = 2;
}

static void
huge_edits (Forge *forge)
{
  forge->bundle.edits = G_MAXUINT64;
}

static void
huge_ops (Forge *forge)
{
  forge->bundle.ops = G_GUINT64_CONSTANT (1) << 40;
}

static void
huge_pages (Forge *forge)
{
  forge->bundle.pages = G_MAXUINT32;
}

static void
one_edit_more (Forge *forge)
{
  forge->bundle.edits++;
}

static void
one_op_less (Forge *forge)
{
  forge->bundle.ops--;
}

static void
one_page_more (Forge *forge)
{
  forge->bundle.pages++;
}

/* Says that it unpacks to a little, and to a lot. */
static void
small_bomb (Forge *forge)
{
  forge->bundle.size = 10;
}

static void
large_bomb (Forge *forge)
{
  forge->bundle.size = G_GUINT64_CONSTANT (1) << 40;
}

static void
zip_bomb (Forge *forge)
{
  g_byte_array_set_size (forge->bundle.page, 64 << 20);
  memset (forge->bundle.page->data, 0, forge->bundle.page->len);
}

static void
unknown_record (Forge *forge)
{
  way_bytes_put_u8 (forge->bundle.page, 9);
}

static void
ranges_out_of_order (Forge *forge)
{
  WayId id = way_id_new ();

  forge->bundle.heard = g_byte_array_new ();
  way_bytes_put_uint (forge->bundle.heard, 1);
  way_bytes_put_id (forge->bundle.heard, &id);
  way_bytes_put_uint (forge->bundle.heard, 2);
  for (guint i = 2; i > 0; i--)
    {
      way_bytes_put_uint (forge->bundle.heard, i * 10);
      way_bytes_put_uint (forge->bundle.heard, i * 10 + 1);
    }
}

static void
ranges_without_end (Forge *forge)
{
  forge->bundle.heard = g_byte_array_new ();
  way_bytes_put_uint (forge->bundle.heard, G_MAXUINT64);
}

/* --- Edits --- */

static void
no_number (Forge *forge)
{
  forge->edit->number = 0;
}

static void
number_out_of_bounds (Forge *forge)
{
  forge->edit->number = G_GUINT64_CONSTANT (1) << 40;
}

static void
first_out_of_bounds (Forge *forge)
{
  forge->edit->first = (G_GUINT64_CONSTANT (1) << 40) - 2;
}

static void
undoes_out_of_bounds (Forge *forge)
{
  forge->edit->undoes.sequence = G_MAXUINT64;
}

static void
chain_of_nothing (Forge *forge)
{
  forge->edit->chain[5] ^= 4;
  forge->unchained = TRUE;
}

/* The one before is known, and is another. */
static void
fork_of_the_chain (Forge *forge)
{
  forge->edit->before[0] ^= 1;
}

static void
overlapping_dots (Forge *forge)
{
  forge->edit->first--;
}

static void
name_not_utf8 (Forge *forge)
{
  g_free ((char *) forge->edit->name);
  forge->edit->name = g_strdup ("\xff\xfe");
}

static void
name_without_end (Forge *forge)
{
  g_free ((char *) forge->edit->name);
  forge->edit->name = g_strnfill (5000, 'x');
}

static void
ops_without_count (Forge *forge)
{
  forge->edit->n_ops = 0;
}

/* --- Operations --- */

static void
put_part (Forge      *forge,
          GByteArray *body)
{
  static const guint8 salt[WAY_SALT_SIZE] = { 7 };

  forge->body = g_byte_array_new ();
  way_op_put_part (forge->body, WAY_CLASS_PUPIL, salt, body);
  g_byte_array_unref (body);
}

static void
text_not_utf8 (Forge *forge)
{
  GByteArray *body = g_byte_array_new ();

  way_bytes_put_uint (body, 3);
  way_bytes_put_u8 (body, 2);
  way_bytes_put_blob (body, "\xc3\x28", 2);
  way_bytes_put_uint (body, 0);
  put_part (forge, body);
}

static void
fields_out_of_order (Forge *forge)
{
  GByteArray *body = g_byte_array_new ();

  for (guint i = 4; i > 2; i--)
    {
      way_bytes_put_uint (body, i);
      way_bytes_put_u8 (body, 0);
      way_bytes_put_uint (body, 0);
    }
  put_part (forge, body);
}

static void
unknown_value (Forge *forge)
{
  GByteArray *body = g_byte_array_new ();

  way_bytes_put_uint (body, 3);
  way_bytes_put_u8 (body, 77);
  put_part (forge, body);
}

static void
dots_without_end (Forge *forge)
{
  GByteArray *body = g_byte_array_new ();

  way_bytes_put_uint (body, 3);
  way_bytes_put_u8 (body, 0);
  way_bytes_put_uint (body, G_MAXUINT32);
  put_part (forge, body);
}

static void
put_far_dot (Forge *forge,
             guint  kind,
             guint  field,
             guint  tag)
{
  GByteArray *body = g_byte_array_new ();
  WayId replica = way_id_new ();

  forge->edit->ops[1].kind = kind;
  way_bytes_put_uint (body, field);
  way_bytes_put_u8 (body, (guint8) tag);
  way_bytes_put_uint (body, 1);
  way_bytes_put_id (body, &replica);
  way_bytes_put_uint (body, G_GUINT64_CONSTANT (1) << 40);
  if (tag == 4)
    way_bytes_put_uint (body, 0);
  put_part (forge, body);
}

static void
set_of_a_far_dot (Forge *forge)
{
  put_far_dot (forge, WAY_OP_SET, 3, 0);
}

static void
restore_of_a_far_dot (Forge *forge)
{
  put_far_dot (forge, WAY_OP_RESTORE, 3, 4);
}

static void
delete_of_a_far_dot (Forge *forge)
{
  put_far_dot (forge, WAY_OP_DELETE, 0, 0);
}

static void
answer_to_a_far_dot (Forge *forge)
{
  put_far_dot (forge, WAY_OP_RESTORE, 0, 4);
}

static void
part_cut_short (Forge *forge)
{
  forge->body = g_byte_array_new ();
  way_bytes_put_u8 (forge->body, WAY_CLASS_PUPIL);
  way_bytes_put_u8 (forge->body, 1);
  way_bytes_put_u8 (forge->body, 1);
}

static void
entity_out_of_bounds (Forge *forge)
{
  forge->edit->ops[1].entity = 1 << 20;
}

static const struct
{
  const char *name;
  Worsen      worsen;
} refused[] = {
  { "newer-version", newer_version },
  { "newer-reader", newer_reader },
  { "huge-edits", huge_edits },
  { "huge-ops", huge_ops },
  { "huge-pages", huge_pages },
  { "one-edit-more", one_edit_more },
  { "one-op-less", one_op_less },
  { "one-page-more", one_page_more },
  { "small-bomb", small_bomb },
  { "large-bomb", large_bomb },
  { "zip-bomb", zip_bomb },
  { "unknown-record", unknown_record },
  { "ranges-out-of-order", ranges_out_of_order },
  { "ranges-without-end", ranges_without_end },
  { "no-number", no_number },
  { "number-out-of-bounds", number_out_of_bounds },
  { "first-out-of-bounds", first_out_of_bounds },
  { "undoes-out-of-bounds", undoes_out_of_bounds },
  { "chain-of-nothing", chain_of_nothing },
  { "fork-of-the-chain", fork_of_the_chain },
  { "overlapping-dots", overlapping_dots },
  { "name-not-utf8", name_not_utf8 },
  { "name-without-end", name_without_end },
  { "ops-without-count", ops_without_count },
  { "text-not-utf8", text_not_utf8 },
  { "fields-out-of-order", fields_out_of_order },
  { "unknown-value", unknown_value },
  { "dots-without-end", dots_without_end },
  { "set-of-a-far-dot", set_of_a_far_dot },
  { "restore-of-a-far-dot", restore_of_a_far_dot },
  { "delete-of-a-far-dot", delete_of_a_far_dot },
  { "answer-to-a-far-dot", answer_to_a_far_dot },
  { "part-cut-short", part_cut_short },
  { "entity-out-of-bounds", entity_out_of_bounds },
};

/* --- What is only strange --- */

static void
nothing_wrong (Forge *forge)
{
}

static void
unknown_entity (Forge *forge)
{
  forge->edit->ops[1].entity = 900;
}

static void
unknown_kind (Forge *forge)
{
  forge->edit->ops[1].kind = 200;
}

static void
far_future (Forge *forge)
{
  forge->edit->clock = G_MAXINT64;
}

static void
said_twice (Forge *forge)
{
  forge->twice = 2;
}

static void
empty_operations (Forge *forge)
{
  for (guint i = 0; i < 2; i++)
    forge->edit->ops[i].size = 0;
}

static const struct
{
  const char *name;
  Worsen      worsen;
  guint       clocks_wrong;
} kept[] = {
  { "nothing-wrong", nothing_wrong, 0 },
  { "unknown-entity", unknown_entity, 0 },
  { "unknown-kind", unknown_kind, 0 },
  { "far-future", far_future, 1 },
  { "said-twice", said_twice, 0 },
  { "empty-operations", empty_operations, 0 },
};

/* --- Making and taking in --- */

typedef struct
{
  char  *folder;
  char  *path;
  WayDb *from;
  WayDb *to;
} World;

static gboolean
insert_two (WayDb     *db,
            gpointer   data,
            GError   **error)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(WayPupil) pupil = way_test_pupil ("Jo", "Fir");

      if (!way_records_insert (db, &way_pupil_entity, pupil, error))
        return FALSE;
    }
  return TRUE;
}

/* Both know one edit; the first has made another. */
static void
set_up (World         *world,
        gconstpointer  data)
{
  g_autoptr(WayPupil) pupil = way_test_pupil ("Kit", "Ashdown");
  g_autoptr(GError) error = NULL;
  WayEditInfo info = { .name = "Two" };
  WayMergeReport report;

  world->folder = g_dir_make_tmp ("waymark-hostile-XXXXXX", NULL);
  world->path = g_build_filename (world->folder, "b.waybundle", NULL);
  world->from = way_test_db_new ();
  world->to = way_test_db_new ();
  way_test_insert (world->from, &way_pupil_entity, pupil);
  way_exchange_export (world->from, NULL, world->path, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  way_exchange_import (world->to, world->path, NULL, NULL, NULL, &report, NULL, &error);
  g_assert_no_error (error);
  way_edit_run (world->from, &info, insert_two, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (World         *world,
           gconstpointer  data)
{
  way_db_free (world->from);
  way_db_free (world->to);
  g_unlink (world->path);
  g_rmdir (world->folder);
  g_free (world->folder);
  g_free (world->path);
}

/* As its author would have chained it. */
static void
chain_anew (WayForeignEdit *edit)
{
  WayEditHeader header = {
    .replica = edit->replica, .number = edit->number, .clock = edit->clock, .user = edit->user,
    .who = edit->who, .name = edit->name, .reason = edit->reason, .schema = edit->schema,
    .kind = edit->kind, .undoes = edit->undoes, .first = edit->first, .ops = edit->n_ops,
  };
  crypto_generichash_state state;
  guint8 ops[WAY_HASH_SIZE];

  crypto_generichash_init (&state, NULL, 0, sizeof ops);
  for (guint i = 0; i < edit->n_ops; i++)
    {
      guint8 commitment[WAY_HASH_SIZE];

      way_op_commit (edit->first + i, edit->ops[i].entity, &edit->ops[i].row, edit->ops[i].kind,
                     edit->ops[i].parts, edit->ops[i].size, commitment);
      crypto_generichash_update (&state, commitment, sizeof commitment);
    }
  crypto_generichash_final (&state, ops, sizeof ops);
  way_journal_chain (edit->before, &header, ops, edit->chain);
}

static GBytes *
forge (World  *world,
       Worsen  worsen)
{
  Forge forge = { .bundle = { .version = 1, .reader = 1, .edits = 1, .ops = 2, .pages = 1 } };
  GBytes *bytes;
  gint64 id;

  g_assert_true (way_db_get_int (world->from, "SELECT max (id) FROM edit", 0, &id, NULL));
  forge.edit = way_merge_get_edit (world->from, id, NULL);
  forge.bundle.page = g_byte_array_new ();
  worsen (&forge);
  if (forge.body != NULL)
    {
      g_free ((gpointer) forge.edit->ops[1].parts);
      forge.edit->ops[1].size = forge.body->len;
      forge.edit->ops[1].parts = g_byte_array_free (forge.body, FALSE);
    }
  if (!forge.unchained)
    chain_anew (forge.edit);
  for (guint i = 0; i <= forge.twice; i++)
    {
      way_test_bundle_put_edit (forge.bundle.page, forge.edit);
      for (guint j = 0; j < 2; j++)
        way_test_bundle_put_op (forge.bundle.page, &forge.edit->ops[j]);
    }
  forge.bundle.edits += forge.twice;
  forge.bundle.ops += forge.twice * 2;
  bytes = way_test_bundle_bytes (&forge.bundle);
  forge.edit->n_ops = 2;
  way_foreign_edit_free (forge.edit);
  g_byte_array_unref (forge.bundle.page);
  g_clear_pointer (&forge.bundle.heard, g_byte_array_unref);
  return bytes;
}

static char *
show (WayDb *db)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db,
                         "SELECT (SELECT count (*) FROM edit) || ' ' || (SELECT count (*) FROM op)"
                         " || ' ' || (SELECT count (*) FROM pupil) || ' ' ||"
                         " (SELECT count (*) FROM replica) || ' ' ||"
                         " (SELECT count (*) FROM bundle) || ' ' || (SELECT count (*) FROM peer)",
                         NULL);
  g_assert_cmpint (way_stmt_step (stmt, NULL), ==, WAY_STEP_ROW);
  return g_strdup (way_stmt_text (stmt, 0));
}

static gboolean
take (World           *world,
      GBytes          *bytes,
      WayMergeReport  *report,
      GError         **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_assert_true (g_file_set_contents (world->path, data, (gssize) size, NULL));
  return way_exchange_import (world->to, world->path, NULL, NULL, NULL, report, NULL, error);
}

static void
test_refused (World         *world,
              gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(GBytes) bytes = forge (world, refused[i].worsen);
  g_autoptr(GError) error = NULL;
  g_autofree char *before = show (world->to);
  g_autofree char *after = NULL;
  WayMergeReport report;

  g_assert_false (take (world, bytes, &report, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_true (error->domain == WAY_EXCHANGE_ERROR || error->domain == WAY_STORE_ERROR);
  g_assert_null (strchr (error->message, '\n'));
  g_assert_null (strstr (error->message, "constraint"));
  after = show (world->to);
  g_assert_cmpstr (before, ==, after);
}

static void
test_kept (World         *world,
           gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(GBytes) bytes = forge (world, kept[i].worsen);
  g_autoptr(GError) error = NULL;
  WayMergeReport report;
  gint64 ops;

  take (world, bytes, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report.edits_new, ==, 1);
  g_assert_cmpuint (report.clocks_wrong, ==, kept[i].clocks_wrong);
  g_assert_true (way_db_get_int (world->to, "SELECT count (*) FROM op", 0, &ops, NULL));
  g_assert_cmpint (ops, ==, 3);
}

static void
test_foreign_files (World         *world,
                    gconstpointer  data)
{
  static const char *const texts[] = { "", "w", "waybndl", "PK\003\004", "SQLite format 3", "URN,LA" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]) + 1);
      g_autoptr(GError) error = NULL;
      WayMergeReport report;

      g_assert_false (take (world, bytes, &report, &error));
      g_assert_true (error->domain == WAY_EXCHANGE_ERROR);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/hostile/foreign-files", World, NULL, set_up, test_foreign_files, tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strdup_printf ("/hostile/refused/%s", refused[i].name);

      g_test_add (path, World, GUINT_TO_POINTER (i), set_up, test_refused, tear_down);
    }
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autofree char *path = g_strdup_printf ("/hostile/kept/%s", kept[i].name);

      g_test_add (path, World, GUINT_TO_POINTER (i), set_up, test_kept, tear_down);
    }
  return g_test_run ();
}
