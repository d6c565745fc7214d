/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random authorities that publish: several tables of the same children, under
 * each profile, one release after the other; and what an attacker who has all of
 * it can work out, which is nothing.
 *
 *   test-authorities --soak N [--from SEED]   N authorities, one seed after another
 *
 * A seed gives the same authority on every machine. */

#include "way-published.h"
#include "way-random.h"

#include <stdio.h>

#define N_IN_CHECK 200
#define MOST_DISTRICTS 12
#define N_PHASES 4
#define MOST_SETTINGS 9
#define N_NEEDS 3
#define N_TABLES 6
#define NEAR 1e-6

static guint64 first_seed = 1;

typedef struct
{
  guint8 district;
  guint8 phase;
  guint8 setting;
  guint8 need;
} Child;

typedef struct
{
  WayDisclosureProfile   profile;
  guint                  n_districts;
  guint                  n_settings;
  GArray                *children;             /* Child */
  gint32                 on_roll[MOST_SETTINGS];
  char                  *codes[MOST_DISTRICTS];
  WayDisclosureDimension dimensions[N_TABLES][3];
  WayDisclosureShape     shapes[N_TABLES];
  gint32                *counts[N_TABLES];
} Authority;

typedef struct
{
  guint64 authorities;
  guint64 releases;
  guint64 refused;
  guint64 cells;
  guint64 hidden;
} Counts;

/* --- An authority --- */

static const WayDisclosureProfile profiles[] = {
  { 2, 0, TRUE, 0, 20, 5 },
  { 5, 5, TRUE, 10, 20, 5 },
  { 5, 0, TRUE, 10, 20, 5 },
};

/* Some districts and settings have far more children than others. */
static guint8
pick_uneven (WayRandom *random,
             guint      n)
{
  guint a = way_random_below (random, n);
  guint b = way_random_below (random, n);

  return (guint8) MIN (a, b);
}

static void
add_child (Authority *self,
           WayRandom *random)
{
  Child child = {
    .district = pick_uneven (random, self->n_districts),
    .phase = pick_uneven (random, N_PHASES),
    .setting = pick_uneven (random, self->n_settings),
    .need = pick_uneven (random, N_NEEDS),
  };

  g_array_append_val (self->children, child);
  self->on_roll[child.setting]++;
}

static guint
get_code (const Child *child,
          const char  *dimension)
{
  switch (dimension[0])
    {
    case 'd':
      return child->district;
    case 'p':
      return child->phase;
    case 's':
      return child->setting;
    default:
      return child->need;
    }
}

static gboolean
counts_in (const WayDisclosureShape *shape,
           guint                     cell,
           const Child              *child)
{
  for (guint i = 0; i < shape->n_dimensions; i++)
    {
      guint category = way_disclosure_category (shape, cell, i);

      if (category < shape->dimensions[i].n &&
          category != get_code (child, shape->dimensions[i].name))
        return FALSE;
    }
  return TRUE;
}

static void
count_table (Authority *self,
             guint      table)
{
  const WayDisclosureShape *shape = &self->shapes[table];
  guint n = way_disclosure_n_cells (shape);

  g_free (self->counts[table]);
  self->counts[table] = g_new0 (gint32, n);
  for (guint i = 0; i < self->children->len; i++)
    for (guint cell = 0; cell < n; cell++)
      self->counts[table][cell] += counts_in (shape, cell,
                                              &g_array_index (self->children, Child, i));
}

static void
count_tables (Authority *self)
{
  for (guint i = 0; i < N_TABLES; i++)
    count_table (self, i);
}

/* What each table is by, and whether it is of those measures that a small
 * provider must not have. */
static const struct
{
  const char *measure;
  const char *by;
} plans[N_TABLES] = {
  { "placements", "d" },
  { "placements", "dp" },
  { "placements", "s" },
  { "placements", "ps" },
  { "needs", "pn" },
  { "left", "s" },
};

static void
plan_dimension (Authority              *self,
                char                    letter,
                gboolean                of_provider,
                WayDisclosureDimension *dimension)
{
  *dimension = (WayDisclosureDimension) {
    .name = letter == 'd' ? "district" : letter == 'p' ? "phase" : letter == 's' ? "setting" : "need",
    .codes = (const char *const *) self->codes,
    .n = letter == 'd' ? self->n_districts : letter == 'p' ? N_PHASES
       : letter == 's' ? self->n_settings : N_NEEDS,
    .has_total = TRUE,
    .is_sensitive = letter == 'n',
    .on_roll = of_provider ? self->on_roll : NULL,
  };
}

static void
plan_tables (Authority *self)
{
  for (guint i = 0; i < N_TABLES; i++)
    {
      for (guint j = 0; plans[i].by[j] != '\0'; j++)
        plan_dimension (self, plans[i].by[j], plans[i].measure[0] == 'l',
                        &self->dimensions[i][j]);
      self->shapes[i] = (WayDisclosureShape) {
        plans[i].measure, "2025/26", self->dimensions[i], (guint) strlen (plans[i].by),
      };
    }
}

static Authority *
authority_new (WayRandom *random)
{
  Authority *self = g_new0 (Authority, 1);
  guint n = (guint) way_random_between (random, 5, 400);

  self->profile = profiles[way_random_below (random, G_N_ELEMENTS (profiles))];
  self->n_districts = (guint) way_random_between (random, 1, MOST_DISTRICTS);
  self->n_settings = (guint) way_random_between (random, 1, MOST_SETTINGS);
  self->children = g_array_new (FALSE, FALSE, sizeof (Child));
  for (guint i = 0; i < MOST_DISTRICTS; i++)
    self->codes[i] = g_strdup_printf ("%u", i);
  for (guint i = 0; i < n; i++)
    add_child (self, random);
  plan_tables (self);
  count_tables (self);
  return self;
}

static void
authority_free (Authority *self)
{
  for (guint i = 0; i < N_TABLES; i++)
    g_free (self->counts[i]);
  for (guint i = 0; i < MOST_DISTRICTS; i++)
    g_free (self->codes[i]);
  g_array_unref (self->children);
  g_free (self);
}

/* --- Its releases --- */

typedef struct
{
  GArray    *tables;         /* WayPublishedTable */
  GPtrArray *figures;
  GArray    *numbers;        /* guint: which table of the authority */
} Published;

static void
published_init (Published *self)
{
  self->tables = g_array_new (FALSE, FALSE, sizeof (WayPublishedTable));
  self->figures = g_ptr_array_new_with_free_func (g_free);
  self->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
}

static void
published_clear (Published *self)
{
  g_array_unref (self->tables);
  g_ptr_array_unref (self->figures);
  g_array_unref (self->numbers);
}

static void
keep_table (Published           *published,
            const Authority     *authority,
            const WayDisclosure *disclosure,
            guint                release,
            guint                number,
            guint                table,
            Counts              *counts)
{
  guint n = way_disclosure_n_cells (&authority->shapes[number]);
  WayFigure *figures = g_memdup2 (way_disclosure_figures (disclosure, table),
                                  n * sizeof (WayFigure));
  WayPublishedTable one = {
    release, &authority->shapes[number], figures, way_disclosure_rule (&authority->profile), TRUE,
  };

  for (guint i = 0; i < n; i++)
    counts->hidden += figures[i].symbol == WAY_SYMBOL_CONFIDENTIAL;
  counts->cells += n;
  g_array_append_val (published->tables, one);
  g_array_append_val (published->numbers, number);
  g_ptr_array_add (published->figures, figures);
}

/* Some of the tables, after what was published before. */
static void
publish (const Authority *authority,
         WayRandom       *random,
         guint            release,
         Published       *published,
         Counts          *counts)
{
  g_autoptr(WayDisclosure) disclosure = way_disclosure_new (&authority->profile);
  WayDisclosureProblem problem = { 0 };
  guint numbers[N_TABLES];
  guint n = 0;
  guint n_before = published->tables->len;

  for (guint i = 0; i < N_TABLES; i++)
    if (way_random_chance (random, 600))
      {
        way_disclosure_add (disclosure, &authority->shapes[i], authority->counts[i]);
        numbers[n++] = i;
      }
  for (guint i = 0; i < n_before; i++)
    way_disclosure_add_earlier (disclosure, &g_array_index (published->tables, WayPublishedTable, i));
  if (way_disclosure_run (disclosure, &problem) == WAY_DISCLOSURE_PROTECTED)
    for (guint i = 0; i < n; i++)
      keep_table (published, authority, disclosure, release, numbers[i], i, counts);
  else
    counts->refused++;
  counts->releases++;
  way_disclosure_problem_clear (&problem);
}

/* --- The attack --- */

/* What is known of the least that a hidden cell can be when every cell that counts
 * somebody is hidden: a total of several of them cannot be 1. */
static WayPublishedReport *
attack_all_hidden (const Authority *authority,
                   const Published *published)
{
  WayPublishedReport *report = way_published_report_new ();
  g_autoptr(GArray) tables = g_array_copy (published->tables);
  g_autoptr(GPtrArray) hidden = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < tables->len; i++)
    {
      WayPublishedTable *table = &g_array_index (tables, WayPublishedTable, i);
      guint number = g_array_index (published->numbers, guint, i);
      guint n = way_disclosure_n_cells (table->shape);
      WayFigure *figures = g_memdup2 (table->figures, n * sizeof (WayFigure));

      for (guint cell = 0; cell < n; cell++)
        if (authority->counts[number][cell] > 0)
          figures[cell] = (WayFigure) { .symbol = WAY_SYMBOL_CONFIDENTIAL };
      g_ptr_array_add (hidden, figures);
      table->figures = figures;
    }
  way_published_attack ((const WayPublishedTable *) (void *) tables->data, tables->len, NULL, NULL,
                        report);
  return report;
}

static double
get_least (const WayPublishedReport *all_hidden,
           const WayHiddenRange     *hidden)
{
  for (guint i = 0; i < all_hidden->ranges->len; i++)
    {
      const WayHiddenRange *other = &g_array_index (all_hidden->ranges, WayHiddenRange, i);

      if (other->table == hidden->table && other->cell == hidden->cell)
        return MAX (other->range.low, 1);
    }
  return 1;
}

static gboolean
is_latest (const Published *published,
           guint            table)
{
  const WayPublishedTable *tables = (const WayPublishedTable *) (void *) published->tables->data;

  return tables[table].release == tables[published->tables->len - 1].release;
}

/* Rule 5 of a small cell: all of 1 to T.  A total of several that count somebody
 * cannot be 1, whatever is hidden; and of cells that the last release has not,
 * nobody knew any more which were small: both are as wide as all others. */
static gboolean
holds_small (const Authority          *authority,
             const Published          *published,
             const WayPublishedReport *all_hidden,
             const WayHiddenRange     *hidden)
{
  guint number = g_array_index (published->numbers, guint, hidden->table);
  gint32 count = authority->counts[number][hidden->cell];
  gint32 threshold = authority->profile.threshold;

  if (hidden->range.low > count || hidden->range.high < count)
    return FALSE;
  return count == 0 || count > threshold || !is_latest (published, hidden->table) ||
         (hidden->range.low <= get_least (all_hidden, hidden) + NEAR &&
          hidden->range.high >= threshold - NEAR);
}

static gboolean
is_safe (const Authority *authority,
         const Published *published,
         gboolean         is_unchanged)
{
  g_autoptr(WayPublishedReport) report = way_published_report_new ();
  g_autoptr(WayPublishedReport) all_hidden = attack_all_hidden (authority, published);
  WayPublishedResult result = way_published_attack (
    (const WayPublishedTable *) (void *) published->tables->data, published->tables->len, NULL,
    NULL, report);

  if (result != WAY_PUBLISHED_ATTACKED)
    {
      g_printerr ("result %d: %s\n", result, report->words);
      return FALSE;
    }
  for (guint i = 0; i < report->leaks->len; i++)
    {
      const WayLeak *leak = &g_array_index (report->leaks, WayLeak, i);

      g_printerr ("%s: %g to %g, %s\n", leak->kind == WAY_LEAK_NARROW ? "narrow" : "difference",
                  leak->range.low, leak->range.high, leak->words);
    }
  for (guint i = 0; is_unchanged && i < report->ranges->len; i++)
    if (!holds_small (authority, published, all_hidden,
                      &g_array_index (report->ranges, WayHiddenRange, i)))
      {
        const WayHiddenRange *hidden = &g_array_index (report->ranges, WayHiddenRange, i);
        guint number = g_array_index (published->numbers, guint, hidden->table);

        g_printerr ("table %u, cell %u: %d lies from %g to %g, least %g\n", number, hidden->cell,
                    authority->counts[number][hidden->cell], hidden->range.low,
                    hidden->range.high, get_least (all_hidden, hidden));
        return FALSE;
      }
  return report->leaks->len == 0;
}

/* Two releases of the same children, then perhaps a third when some have come. */
static gboolean
play (guint64  seed,
      Counts  *counts)
{
  WayRandom random;
  Authority *authority;
  Published published;
  gboolean is_good;

  way_random_seed (&random, seed);
  authority = authority_new (&random);
  published_init (&published);
  counts->authorities++;
  publish (authority, &random, 0, &published, counts);
  publish (authority, &random, 1, &published, counts);
  is_good = is_safe (authority, &published, TRUE);
  if (is_good && way_random_chance (&random, 500))
    {
      for (guint n = 1 + way_random_below (&random, 9); n > 0; n--)
        add_child (authority, &random);
      count_tables (authority);
      publish (authority, &random, 2, &published, counts);
      is_good = is_safe (authority, &published, FALSE);
    }
  published_clear (&published);
  authority_free (authority);
  return is_good;
}

static gboolean
play_all (guint64  n,
          Counts  *counts)
{
  for (guint64 seed = first_seed; seed < first_seed + n; seed++)
    if (!play (seed, counts))
      {
        g_printerr ("seed %" G_GUINT64_FORMAT " fails\n", seed);
        return FALSE;
      }
  return TRUE;
}

static void
test_nothing_can_be_worked_out (void)
{
  Counts counts = { 0 };

  g_assert_true (play_all (N_IN_CHECK, &counts));
  g_assert_cmpuint (counts.refused, <, counts.releases / 2);
}

/* The later tables of 17635 said of a cell of the earlier, which could not be hidden
 * any more, that it was not 1. */
static void
test_kept (void)
{
  static const guint64 seeds[] = { 17635 };
  Counts counts = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      g_test_message ("seed %" G_GUINT64_FORMAT, seeds[i]);
      g_assert_true (play (seeds[i], &counts));
    }
}

static int
soak (guint64 n)
{
  Counts counts = { 0 };
  gint64 start = g_get_monotonic_time ();
  gboolean is_good = play_all (n, &counts);

  g_print ("from seed %" G_GUINT64_FORMAT ": %" G_GUINT64_FORMAT " authorities in %.0f s, %"
           G_GUINT64_FORMAT " releases, %" G_GUINT64_FORMAT " of them refused, %"
           G_GUINT64_FORMAT " cells, %" G_GUINT64_FORMAT " hidden; %s\n",
           first_seed, counts.authorities,
           (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC, counts.releases,
           counts.refused, counts.cells, counts.hidden,
           is_good ? "nothing was worked out" : "the last gave something away");
  return is_good ? 0 : 1;
}

int
main (int    argc,
      char **argv)
{
  for (int i = 1; i + 1 < argc; i++)
    if (g_strcmp0 (argv[i], "--from") == 0)
      first_seed = g_ascii_strtoull (argv[i + 1], NULL, 10);
  for (int i = 1; i + 1 < argc; i++)
    if (g_strcmp0 (argv[i], "--soak") == 0)
      return soak (g_ascii_strtoull (argv[i + 1], NULL, 10));
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stats/authorities/nothing-can-be-worked-out", test_nothing_can_be_worked_out);
  g_test_add_func ("/stats/authorities/kept", test_kept);
  return g_test_run ();
}
