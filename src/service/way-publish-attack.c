/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The attack on releases, from their tables alone. */

#include "way-publish.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "way-publish-private.h"
#include "way-service-error.h"

/* --- From tables to what is attacked --- */

void
way_publish_tables_init (WayPublishTables *self)
{
  self->tables = g_array_new (FALSE, FALSE, sizeof (WayPublishedTable));
  self->shapes = g_ptr_array_new_with_free_func (g_free);
}

void
way_publish_tables_clear (WayPublishTables *self)
{
  g_array_unref (self->tables);
  g_ptr_array_unref (self->shapes);
}

void
way_publish_tables_add (WayPublishTables  *self,
                        const GPtrArray   *tables,
                        guint              release,
                        const WayHideRule *rule,
                        gboolean           is_target)
{
  for (guint i = 0; i < tables->len; i++)
    {
      const WayReleaseTable *table = g_ptr_array_index (tables, i);
      guint n = way_release_table_n_cells (table);

      for (guint column = 0; column < table->columns->len; column++)
        {
          const WayReleaseColumn *it = &g_array_index (table->columns, WayReleaseColumn, column);

          for (guint period = 0; it->kind == WAY_RELEASE_COUNT && period < table->periods->len;
               period++)
            {
              WayDisclosureShape *shape = g_new (WayDisclosureShape, 1);
              WayPublishedTable one = {
                release, shape, it->figures + period * n, *rule, is_target,
              };

              way_release_table_shape (table, column, period, shape);
              g_ptr_array_add (self->shapes, shape);
              g_array_append_val (self->tables, one);
            }
        }
    }
}

/* --- What is made of hidden figures --- */

static gboolean
is_hidden (const WayReleaseTable *table,
           guint                  column,
           guint                  at)
{
  return g_array_index (table->columns, WayReleaseColumn, column).figures[at].symbol ==
         WAY_SYMBOL_CONFIDENTIAL;
}

/* A difference or rate beside a hidden part of it gives that part away. */
static void
look_at_made (const WayReleaseTable  *table,
              const WayReleaseColumn *column,
              WayPublishAttack       *attack)
{
  guint n = table->periods->len * way_release_table_n_cells (table);

  for (guint i = 0; i < n; i++)
    {
      guint cell = i % way_release_table_n_cells (table);
      guint columns[2];
      guint places[2];
      GString *words;

      way_release_parts (table, column, i, columns, places);
      if (column->figures[i].symbol != WAY_SYMBOL_NUMBER ||
          !(is_hidden (table, columns[0], places[0]) || is_hidden (table, columns[1], places[1])))
        continue;
      words = g_string_new (NULL);
      for (guint j = 0; j < table->dimensions->len; j++)
        g_string_append_printf (words, "%s%s", j > 0 ? ", " : "",
                                way_release_table_code (table, cell, j));
      g_ptr_array_add (attack->leaks, g_strdup_printf (
        "%s, %s: “%s” is shown although what it is made of is hidden", table->name, words->str,
        column->name));
      g_string_free (words, TRUE);
    }
}

static void
look_at_tables (const GPtrArray  *tables,
                WayPublishAttack *attack)
{
  for (guint i = 0; i < tables->len; i++)
    {
      const WayReleaseTable *table = g_ptr_array_index (tables, i);

      for (guint j = 0; j < table->columns->len; j++)
        {
          const WayReleaseColumn *column = &g_array_index (table->columns, WayReleaseColumn, j);

          if (way_release_kind_is_made (column->kind))
            look_at_made (table, column, attack);
        }
    }
}

/* --- The attack --- */

typedef struct
{
  WayProgressFunc  progress;
  gpointer         data;
  GCancellable    *cancellable;
} Watch;

static gboolean
go_on (guint    done,
       guint    all,
       gpointer data)
{
  Watch *watch = data;

  if (watch->progress != NULL)
    watch->progress (all > 0 ? (double) done / all : 1, N_("Attacking the tables"), watch->data);
  return !g_cancellable_is_cancelled (watch->cancellable);
}

static char *
say_end (double end)
{
  return isinf (end) ? g_strdup ("…") : g_strdup_printf ("%.0f", end);
}

static void
take_leak (WayPublishAttack *attack,
           const WayLeak    *leak)
{
  g_autofree char *low = say_end (leak->range.low);
  g_autofree char *high = say_end (leak->range.high);

  g_ptr_array_add (attack->leaks, leak->kind == WAY_LEAK_NARROW
    ? g_strdup_printf ("%s: hidden, but must be from %s to %s", leak->words, low, high)
    : g_strdup_printf ("%s: two releases differ by %s to %s", leak->words, low, high));
}

static WayPublishAttack *
read_report (const WayPublishedReport *report)
{
  WayPublishAttack *attack = g_new0 (WayPublishAttack, 1);

  attack->leaks = g_ptr_array_new_with_free_func (g_free);
  attack->n_hidden = report->ranges->len;
  attack->narrowest = -1;
  for (guint i = 0; i < report->ranges->len; i++)
    {
      const WayRange *range = &g_array_index (report->ranges, WayHiddenRange, i).range;
      double width = range->high - range->low;

      if (attack->narrowest < 0 || width < attack->narrowest)
        attack->narrowest = width;
    }
  for (guint i = 0; i < report->leaks->len; i++)
    take_leak (attack, &g_array_index (report->leaks, WayLeak, i));
  return attack;
}

void
way_publish_attack_free (WayPublishAttack *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->leaks);
  g_free (self);
}

WayPublishAttack *
way_publish_tables_attack (const WayPublishTables  *tables,
                           WayProgressFunc          progress,
                           gpointer                 data,
                           GCancellable            *cancellable,
                           GError                 **error)
{
  g_autoptr(WayPublishedReport) report = way_published_report_new ();
  Watch watch = { progress, data, cancellable };

  switch (way_published_attack ((const WayPublishedTable *) (void *) tables->tables->data,
                                tables->tables->len, go_on, &watch, report))
    {
    case WAY_PUBLISHED_CONTRADICTION:
      g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID,
                   "%s: the tables do not fit each other", report->words);
      return NULL;
    case WAY_PUBLISHED_GAVE_UP:
      g_set_error_literal (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID,
                           "The tables are too large to be sure of them.");
      return NULL;
    case WAY_PUBLISHED_STOPPED:
      g_cancellable_set_error_if_cancelled (cancellable, error);
      return NULL;
    case WAY_PUBLISHED_ATTACKED:
    default:
      return read_report (report);
    }
}

WayPublishAttack *
way_publish_attack (const WayPublishSeen  *seen,
                    guint                  n_seen,
                    WayProgressFunc        progress,
                    gpointer               data,
                    GCancellable          *cancellable,
                    GError               **error)
{
  WayPublishTables tables;
  WayPublishAttack *attack;

  way_publish_tables_init (&tables);
  for (guint i = 0; i < n_seen; i++)
    way_publish_tables_add (&tables, seen[i].tables, i, &seen[i].rule,
                            strcmp (seen[i].profile, seen[0].profile) == 0);
  attack = way_publish_tables_attack (&tables, progress, data, cancellable, error);
  for (guint i = 0; attack != NULL && i < n_seen; i++)
    look_at_tables (seen[i].tables, attack);
  way_publish_tables_clear (&tables);
  return attack;
}

WayPublishAttack *
way_publish_draft_attack (const WayPublishDraft  *draft,
                          WayProgressFunc         progress,
                          gpointer                data,
                          GCancellable           *cancellable,
                          GError                **error)
{
  g_autoptr(GArray) seen = g_array_new (FALSE, FALSE, sizeof (WayPublishSeen));
  WayPublishSeen own = {
    draft->tables, way_disclosure_rule (&draft->profile.rule), draft->profile.id,
  };

  g_array_append_val (seen, own);
  for (guint i = 0; i < draft->past->len; i++)
    {
      const WayPastRelease *past = g_ptr_array_index (draft->past, i);
      WayPublishSeen one = {
        past->tables, way_disclosure_rule (&past->profile.rule), past->profile.id,
      };

      if (past->profile.audience >= draft->profile.audience)
        g_array_append_val (seen, one);
    }
  return way_publish_attack ((const WayPublishSeen *) (void *) seen->data, seen->len, progress,
                             data, cancellable, error);
}
