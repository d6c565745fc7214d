/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each seeded bug (way-bug-private.h) is noticed: by the random histories, or by
 * a made-up case in which something must hold. */
#define WAY_SEEDED_BUGS
#include "way-bug-private.h"
#include "way-sim-limited.h"
#include "way-sim-vectors.h"
#include "way-sim.h"

#define MOST_HISTORIES 400

guint way_bug_seeded;

static const struct
{
  guint       number;
  const char *what;
  SimVector   vector;        /* NULL: the random histories */
  guint64     from;          /* those of limited copies, from this seed; 0: of full ones */
} bugs[] = {
  { 1, "a dot that was named before it came is forgotten", NULL },
  { 2, "a value that was superseded before it came lives", NULL },
  { 3, "a delete takes what its author had not seen", NULL },
  { 4, "of two values the one of the greater name is shown, not the later", NULL },
  { 5, "the clock is not moved by what was heard", NULL },
  { 6, "a restored value has no source", NULL },
  { 7, "conflicts are not looked at anew", NULL },
  { 8, "an insert that came late does not live in its cells", NULL },
  { 9, "what the row of a sample was is not kept", NULL },
  { 10, "an edit is not held against its chain", sim_vector_altered },
  { 11, "the edit after a range counts as heard", NULL },
  { 12, "a local delete does not say what it saw", NULL },
  { 13, "a write names one sibling only", NULL },
  { 14, "a conflict that was written over stays", NULL },
  { 15, "a deleted row is not taken out", NULL },
  { 16, "no stub is made for a missing parent", NULL },
  { 17, "nothing is applied after an upgrade", NULL },
  { 18, "a row is not written anew after a restore", NULL },
  { 19, "what lived in a cell before is not cleared", NULL },
  { 20, "copies that have nothing in common are kin", sim_vector_ranges },
  { 21, "restores of rows are not counted", NULL },
  { 22, "one edit is left out of a bundle", NULL },
  { 23, "operations on an unknown entity have no cells", NULL },
  { 24, "another edit of the same number is taken for the known one", sim_vector_clones },
  { 25, "only the first dot that a delete saw is kept", NULL },
  { 26, "a row that comes is taken for new whatever came before", NULL },
  { 27, "an insert that comes after its row's operations is taken for the first", NULL },
  { 28, "what comes of a row after its insert is not written", NULL },
  { 29, "what is changed after an insert is not told", sim_vector_capture },
  { 30, "only the first change of a row in an edit is told", sim_vector_capture },
  { 31, "a row may come in without a dot", sim_vector_outside },
  { 32, "the hook lets writes outside of an edit pass", sim_vector_outside },
  { 33, "writes outside of an edit are prepared", sim_vector_outside },
  { 34, "a commit is never refused", sim_vector_outside },
  { 35, "all parts have one salt", sim_vector_salts },
  { 36, "all parts of a baseline have one salt", sim_vector_salts },
  { 37, "all fields go into one part", sim_vector_classes },
  { 38, "a write does not name the insert that it replaces", NULL },
  { 39, "a write leaves the live values before it", NULL },
  { 40, "a delete leaves the conflicts of its row", NULL },
  { 41, "a restore that is taken back stands", NULL },
  { 42, "a row that is kept answers all deletes but the first", NULL },
  { 43, "ranges may lie over each other", sim_vector_ranges },
  { 44, "two edits of one moment have one stamp", sim_vector_clock },
  { 45, "a stamp of years ahead is followed", sim_vector_clock },
  { 46, "a copy stamps before its own last edit", sim_vector_clock },
  { 47, "the chain begins anew with each edit", sim_vector_capture },
  { 48, "the author is not in the chain", sim_vector_tampered },
  { 49, "the name of an edit is not in the chain", sim_vector_tampered },
  { 50, "the reason is not in the chain", sim_vector_tampered },
  { 51, "the stamp is not in the chain", sim_vector_tampered },
  { 52, "a number of a replica outlives its rollback", sim_vector_failed },
  { 53, "a clone keeps the name of its file", sim_vector_file },
  { 54, "an undo does not say what it undoes", sim_vector_undo },
  { 55, "an undo takes back what was changed since", sim_vector_undo },
  { 56, "an edit is taken back from its beginning", sim_vector_undo },
  { 57, "a delete is taken back though it does not stand", sim_vector_undo },
  { 58, "an undo of nothing is said to be done", sim_vector_undo },
  { 59, "what failed halfway is kept", sim_vector_failed },
  { 60, "an edit answers to the number alone", sim_vector_undo },
  { 61, "an insert lives on beside what replaced it", NULL },
  { 62, "a restore is its own source", sim_vector_undo },
  { 63, "the first cell of a row is not shown", NULL },
  { 64, "no delete is ever answered", NULL },
  { 65, "deletes and restores are judged in any order", NULL },
  { 66, "a delete leaves what its author saw", NULL },
  { 67, "what lies between two edits counts as heard", sim_vector_ranges },
  { 68, "two values are no conflict", NULL },
  { 69, "an edit against a delete is no conflict", NULL },
  { 70, "the second value is said to be shown", sim_vector_conflicts },
  { 71, "the first value is kept, whichever was chosen", sim_vector_conflicts },
  { 72, "a row is kept that should go, and goes that should be kept", sim_vector_conflicts },
  { 73, "conflicts that are none any more stay", NULL },
  { 74, "an edit may follow any other", sim_vector_clones },
  { 75, "an edit may come before any other", sim_vector_clones },
  { 76, "every row is taken for one that nothing was done to", NULL },
  { 77, "a preview is kept", sim_vector_preview },
  { 78, "old conflicts are counted as new", sim_vector_conflicts },
  { 79, "an insert that came late lives where it was replaced", NULL },
  { 80, "what was replaced lives on", NULL },
  { 81, "siblings of an insert are forgotten", NULL },
  { 82, "references to nothing are not found", sim_vector_tampered },
  { 83, "rows of another program are not found", sim_vector_tampered },
  { 84, "changed values are not found", sim_vector_tampered },
  { 85, "missing rows are not found", sim_vector_tampered },
  { 86, "deleted rows that came back are not found", sim_vector_tampered },
  { 87, "missing edits are not found", sim_vector_tampered },
  { 88, "operations of another edit are not found", sim_vector_tampered },
  { 89, "the class of a part is not committed to", sim_vector_op },
  { 90, "the row is not committed to", sim_vector_op },
  { 91, "the sequence is not committed to", sim_vector_op },
  { 92, "the kind is not committed to", sim_vector_op },
  { 93, "a class may come twice", sim_vector_op },
  { 94, "dots may come in any order", sim_vector_op },
  { 95, "a field may come twice", sim_vector_op },
  { 96, "stubs are shown", sim_vector_stub },
  { 97, "what is inserted is not checked", sim_vector_capture },
  { 98, "only the first range is written", sim_vector_ranges },
  { 99, "a file of a newer program is opened", sim_vector_file },
  { 100, "others can read a new file", sim_vector_file },
  { 101, "a copy drops what the office has not heard of", NULL, 36 },
  { 102, "what a copy wrote itself is never dropped", NULL, 1 },
  { 104, "a child who left counts as there", NULL, 1 },
  { 105, "nothing is masked", NULL, 1 },
  { 106, "an edit goes with all of its rows", NULL, 8 },
  { 107, "whatever a limited copy writes is taken in", NULL, 1 },
  { 108, "a limited copy may change any field", NULL, 1 },
  { 109, "a revoked device is believed", NULL, 66 },
  { 110, "what may not be taken in is not kept", NULL, 1 },
  { 111, "what a copy was given is not noted", NULL, 36 },
  { 112, "a copy is not told what to drop", NULL, 1 },
  { 113, "nobody signs for what no head reaches", NULL, 1 },
  { 114, "what was deleted of a child who left stays", NULL, 35 },
  { 115, "a child who comes does not bring the past", NULL, 65 },
  { 116, "of what was dropped no commitment is kept", NULL, 1 },
  { 131, "what was dropped and came again is not said", NULL, 1000071 },
  { 132, "a child who was deleted stays", NULL, 1003541 },
  { 134, "a role that was wider for a while leaves its fields", NULL, 1006016 },
  { 135, "what a copy dropped it is said to have made", NULL, 1006058 },
  { 136, "that a value was taken back goes with it", NULL, 1040397 },
};

static char *
play_histories (guint64 *seed)
{
  char *fault = NULL;

  for (*seed = 1; *seed <= MOST_HISTORIES && fault == NULL; (*seed)++)
    {
      g_autoptr(SimHistory) history = sim_history_random (*seed);

      fault = sim_run (history, NULL);
    }
  return fault;
}

static char *
play_limited (guint64  from,
              guint64 *seed)
{
  char *fault = NULL;

  for (*seed = 0; *seed < MOST_HISTORIES && fault == NULL; (*seed)++)
    fault = sim_limited_run (from + *seed, SIM_LIMITED_ALL);
  return fault;
}

static void
test_is_noticed (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  gint64 start = g_get_monotonic_time ();
  g_autofree char *fault = NULL;
  guint64 seed = 0;

  way_bug_seeded = bugs[i].number;
  fault = bugs[i].vector != NULL ? g_strdup (bugs[i].vector ())
          : bugs[i].from != 0    ? play_limited (bugs[i].from, &seed)
                                 : play_histories (&seed);
  way_bug_seeded = 0;
  g_test_message ("%s: %s, after %" G_GUINT64_FORMAT " histories and %.2f s", bugs[i].what,
                  fault != NULL ? fault : "not noticed", seed,
                  (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
  if (fault == NULL)
    g_test_fail ();
}

/* Without a bug there is nothing to notice. */
static void
test_nothing_is_noticed (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bugs); i++)
    if (bugs[i].vector != NULL)
      {
        const char *fault = bugs[i].vector ();

        g_assert_cmpstr (fault, ==, NULL);
      }
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  sim_limited_begin ();
  g_test_add_func ("/seeded-bugs/none", test_nothing_is_noticed);
  for (guint i = 0; i < G_N_ELEMENTS (bugs); i++)
    {
      g_autofree char *path = g_strdup_printf ("/seeded-bugs/%u", bugs[i].number);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_is_noticed);
    }
  status = g_test_run ();
  sim_limited_end ();
  sim_end ();
  return status;
}
