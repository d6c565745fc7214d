/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each seeded bug (way-bug-private.h) is noticed: by the random histories, or
 * by an edit that must be refused. */
#define WAY_SEEDED_BUGS
#include "way-bug-private.h"
#include "way-sim.h"

#include <string.h>

#include "way-test-store.h"

#define MOST_HISTORIES 3000

guint way_bug_seeded;

static const struct
{
  guint       number;
  const char *what;
} bugs[] = {
  { 1, "a dot that was named before it came is forgotten" },
  { 2, "a value that was superseded before it came lives" },
  { 3, "a delete takes what its author had not seen" },
  { 4, "of two values the one of the greater name is shown, not the later" },
  { 5, "the clock is not moved by what was heard" },
  { 6, "a restored value has no source" },
  { 7, "conflicts are not looked at anew" },
  { 8, "an insert that came late does not live in its cells" },
  { 9, "what the row of a sample was is not kept" },
  { 11, "the edit after a range counts as heard" },
  { 12, "a local delete does not say what it saw" },
  { 13, "a write names one sibling only" },
  { 14, "a conflict that was written over stays" },
  { 15, "a deleted row is not taken out" },
  { 16, "no stub is made for a missing parent" },
  { 17, "nothing is applied after an upgrade" },
  { 18, "a row is not written anew after a restore" },
  { 19, "what lived in a cell before is not cleared" },
  { 21, "restores of rows are not counted" },
  { 22, "one edit is left out of a bundle" },
  { 23, "operations on an unknown entity have no cells" },
  { 25, "only the first dot that a delete saw is kept" },
  { 26, "a row that comes is taken for new whatever came before" },
  { 27, "an insert that comes after its row's operations is taken for the first" },
  { 28, "what comes of a row after its insert is not written" },
};

static void
test_histories_notice (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *fault = NULL;
  guint64 seed = 0;

  way_bug_seeded = bugs[i].number;
  while (fault == NULL && ++seed <= MOST_HISTORIES)
    {
      g_autoptr(SimHistory) history = sim_history_random (seed);

      fault = sim_run (history, NULL);
    }
  way_bug_seeded = 0;
  g_test_message ("%s: seed %" G_GUINT64_FORMAT ": %s", bugs[i].what, seed,
                  fault != NULL ? fault : "not noticed");
  g_assert_nonnull (fault);
}

/* --- Edits that must be refused --- */

static gboolean
feed_one (const WayForeignEdit **edit,
          gpointer               data,
          GError               **error)
{
  const WayForeignEdit **next = data;

  *edit = g_steal_pointer (next);
  return TRUE;
}

/* An edit of one copy, with a bit of it turned, given to another that may know
 * it already. */
static gboolean
takes_altered (gboolean known)
{
  g_autoptr(WayDb) from = way_test_db_new ();
  g_autoptr(WayDb) to = way_test_db_new ();
  g_autoptr(WayPupil) pupil = way_test_pupil ("Kit", "Ashdown");
  WayEditId id = way_test_insert (from, &way_pupil_entity, pupil);
  g_autoptr(WayForeignEdit) edit = way_merge_get_edit (from, id, NULL);
  const WayForeignEdit *next = edit;
  WayMergeReport report;

  if (known)
    {
      g_assert_true (way_merge_run (to, feed_one, &next, &report, NULL));
      edit->chain[0] ^= 1;
    }
  else
    ((guint8 *) edit->ops[0].parts)[edit->ops[0].size - 3] ^= 1;
  next = edit;
  return way_merge_run (to, feed_one, &next, &report, NULL);
}

static void
test_a_skipped_chain_is_noticed (void)
{
  g_assert_false (takes_altered (FALSE));
  way_bug_seeded = 10;
  g_assert_true (takes_altered (FALSE));
  way_bug_seeded = 0;
}

static void
test_an_unnoticed_clone_is_noticed (void)
{
  g_assert_false (takes_altered (TRUE));
  way_bug_seeded = 24;
  g_assert_true (takes_altered (TRUE));
  way_bug_seeded = 0;
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (bugs); i++)
    {
      g_autofree char *path = g_strdup_printf ("/seeded-bugs/%u", bugs[i].number);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_histories_notice);
    }
  g_test_add_func ("/seeded-bugs/10", test_a_skipped_chain_is_noticed);
  g_test_add_func ("/seeded-bugs/24", test_an_unnoticed_clone_is_noticed);
  status = g_test_run ();
  sim_end ();
  return status;
}
