/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which table of routes a case goes by, and how an authority comes by its own. */

#include "way-route-sets.h"

#include <string.h>

typedef struct
{
  WayId        id;
  GDate        from;
  GDate        to;
  WayRouteSet *set;
} Table;

struct _WayRouteSets
{
  GArray *tables;          /* Table, by first day */
};

/* --- Reading --- */

static void
clear_table (gpointer data)
{
  g_clear_pointer (&((Table *) data)->set, way_route_set_free);
}

static WayRouteSet *
load_set (WayDb               *db,
          const WayRouteBook  *book,
          GError             **error)
{
  g_autoptr(GPtrArray) rows = way_records_of (db, &way_route_row_entity, "route_set", &book->id,
                                              error);
  g_autofree WayRouteRule *rules = NULL;

  if (rows == NULL)
    return NULL;
  rules = g_new0 (WayRouteRule, rows->len + 1);
  for (guint i = 0; i < rows->len; i++)
    {
      const WayRouteRow *row = g_ptr_array_index (rows, i);

      rules[i] = (WayRouteRule) {
        .route = row->route,
        .allowed = { row->commissioner, row->lump_sum, row->top_up, row->registration },
        .wording = row->wording,
      };
    }
  return way_route_set_new (book->name, book->source, rules, rows->len);
}

static int
compare_tables (gconstpointer a,
                gconstpointer b)
{
  const Table *one = a;
  const Table *other = b;
  int order = way_date_compare (&one->from, &other->from);

  return order != 0 ? order : way_id_compare (&one->id, &other->id);
}

WayRouteSets *
way_route_sets_load (WayDb   *db,
                     GError **error)
{
  g_autoptr(WayRouteSets) self = g_new0 (WayRouteSets, 1);
  g_autoptr(GPtrArray) books = NULL;

  self->tables = g_array_new (FALSE, FALSE, sizeof (Table));
  g_array_set_clear_func (self->tables, clear_table);
  books = way_records_list (db, &way_route_book_entity, NULL, NULL, error);
  if (books == NULL)
    return NULL;
  for (guint i = 0; i < books->len; i++)
    {
      const WayRouteBook *book = g_ptr_array_index (books, i);
      Table table = { book->id, book->from, book->to, load_set (db, book, error) };

      if (table.set == NULL)
        return NULL;
      g_array_append_val (self->tables, table);
    }
  g_array_sort (self->tables, compare_tables);
  return g_steal_pointer (&self);
}

void
way_route_sets_free (WayRouteSets *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->tables);
  g_free (self);
}

/* --- Which one --- */

static const Table *
find_on (const WayRouteSets *self,
         const GDate        *day)
{
  for (guint i = self->tables->len; i > 0; i--)
    {
      const Table *table = &g_array_index (self->tables, Table, i - 1);

      if (way_date_is_set (&table->from) && way_date_within (day, &table->from, &table->to))
        return table;
    }
  return NULL;
}

const WayRouteSet *
way_route_sets_on (const WayRouteSets *self,
                   const GDate        *day)
{
  const Table *table = find_on (self, day);

  return table != NULL ? table->set : NULL;
}

WayId
way_route_sets_id_on (const WayRouteSets *self,
                      const GDate        *day)
{
  static const WayId none;
  const Table *table = find_on (self, day);

  return table != NULL ? table->id : none;
}

const WayRouteSet *
way_route_sets_get (const WayRouteSets *self,
                    const WayId        *id)
{
  for (guint i = 0; i < self->tables->len; i++)
    if (way_id_equal (&g_array_index (self->tables, Table, i).id, id))
      return g_array_index (self->tables, Table, i).set;
  return NULL;
}

static const WayRouteSet *
find_for (const WayRouteSets *self,
          const WayId        *id,
          const GDate        *day)
{
  const WayRouteSet *set = way_id_is_null (id) ? NULL : way_route_sets_get (self, id);

  return set != NULL ? set : way_route_sets_on (self, day);
}

const WayRouteSet *
way_route_sets_for_referral (const WayRouteSets *self,
                             const WayReferral  *referral,
                             const GDate        *today,
                             GDate              *on)
{
  *on = way_date_is_set (&referral->received) ? referral->received : *today;
  return find_for (self, &referral->route_set, on);
}

const WayRouteSet *
way_route_sets_for_placement (const WayRouteSets *self,
                              const WayPlacement *placement,
                              const GDate        *today,
                              GDate              *on)
{
  *on = way_date_is_set (&placement->start) ? placement->start : *today;
  return find_for (self, &placement->route_set, on);
}

/* --- All of them --- */

GArray *
way_route_sets_list (const WayRouteSets  *self,
                     WayDb               *db,
                     const GDate         *today,
                     GError             **error)
{
  g_autoptr(GArray) list = g_array_new (FALSE, FALSE, sizeof (WayRouteTable));
  WayId in_force = way_route_sets_id_on (self, today);
  WayRouteTable shipped = { .is_in_force = way_id_is_null (&in_force) };

  g_array_append_val (list, shipped);
  for (guint i = 0; i < self->tables->len; i++)
    {
      const Table *table = &g_array_index (self->tables, Table, i);
      WayRouteTable row = {
        .id = table->id,
        .set = table->set,
        .from = table->from,
        .to = table->to,
        .is_in_force = way_id_equal (&table->id, &in_force),
      };

      if (!way_route_sets_is_used (db, &row.id, &row.is_used, error))
        return NULL;
      g_array_append_val (list, row);
    }
  return g_steal_pointer (&list);
}

WayRouteRow *
way_route_sets_find_row (WayDb        *db,
                         const WayId  *table,
                         const char   *route,
                         GError      **error)
{
  g_autoptr(GPtrArray) rows = way_records_of (db, &way_route_row_entity, "route_set", table,
                                              error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const WayRouteRow *row = g_ptr_array_index (rows, i);

      if (g_strcmp0 (row->route, route) == 0)
        return way_route_row_copy (row);
    }
  return NULL;
}

/* --- An authority's own --- */

typedef struct
{
  WayAct             *act;
  const char         *name;
  GDate               from;
  const WayRouteRow  *row;
  WayId               id;
} Adoption;

static gboolean
refuse (GError          **error,
        WayServiceError   code,
        const char       *sentence)
{
  g_set_error_literal (error, WAY_SERVICE_ERROR, code, sentence);
  return FALSE;
}

/* The table that is in force until then ends the day before; one that begins
 * later stands in the way. */
static gboolean
end_before (WayDb     *db,
            Adoption  *self,
            GError   **error)
{
  g_autoptr(GPtrArray) books = way_records_list (db, &way_route_book_entity, NULL, NULL, error);

  if (books == NULL)
    return FALSE;
  for (guint i = 0; i < books->len; i++)
    {
      WayRouteBook *book = g_ptr_array_index (books, i);

      if (way_date_compare (&book->from, &self->from) >= 0)
        return refuse (error, WAY_SERVICE_ERROR_DATE,
                       "Another table of routes begins on that day or later.");
      if (!way_date_within (&self->from, &book->from, &book->to))
        continue;
      book->to = way_date_add_days (&self->from, -1);
      if (!way_records_update (db, &way_route_book_entity, book, error))
        return FALSE;
    }
  return TRUE;
}

static char *
join_allowed (const WayRouteSet *set,
              const char        *route,
              WayRouteChoice     choice,
              const GDate       *on)
{
  g_auto(GStrv) allowed = way_routes_allowed (set, route, choice, on);

  return g_strjoinv ("|", allowed);
}

static gboolean
copy_rows (WayDb              *db,
           Adoption           *self,
           const WayRouteSet  *set,
           GError            **error)
{
  g_autoptr(GPtrArray) routes = way_codes_list ("route", &self->from);

  for (guint i = 0; i < routes->len; i++)
    {
      const char *route = ((const WayCode *) g_ptr_array_index (routes, i))->id;
      g_autoptr(WayRouteRow) row = way_route_row_new ();

      row->route_set = self->id;
      row->route = g_strdup (route);
      row->commissioner = join_allowed (set, route, WAY_ROUTE_COMMISSIONER, &self->from);
      row->lump_sum = join_allowed (set, route, WAY_ROUTE_LUMP_SUM, &self->from);
      row->top_up = join_allowed (set, route, WAY_ROUTE_TOP_UP, &self->from);
      row->registration = join_allowed (set, route, WAY_ROUTE_REGISTRATION, &self->from);
      if (!way_records_insert (db, &way_route_row_entity, row, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
adopt_in_edit (WayDb     *db,
               gpointer   data,
               GError   **error)
{
  Adoption *self = data;
  GDate before = way_date_add_days (&self->from, -1);
  g_autoptr(WayRouteBook) book = way_route_book_new ();
  g_autoptr(WayRouteSets) sets = way_route_sets_load (db, error);
  const WayRouteSet *set;

  if (sets == NULL || !end_before (db, self, error))
    return FALSE;
  set = way_route_sets_on (sets, &before);
  book->name = g_strdup (self->name);
  book->from = self->from;
  book->source = g_strdup (way_route_set_source (set));
  if (!way_records_insert (db, &way_route_book_entity, book, error))
    return FALSE;
  self->id = book->id;
  return copy_rows (db, self, set, error);
}

gboolean
way_route_sets_adopt (WayAct       *act,
                      const char   *name,
                      const GDate  *from,
                      WayId        *id,
                      GError      **error)
{
  Adoption self = { .act = act, .name = name, .from = *from };

  if (name == NULL || *name == '\0')
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say what the table is called.");
  if (!way_date_is_set (from))
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say from which day the table holds.");
  if (!way_act_write (act, "Take up a table of routes", adopt_in_edit, &self, error))
    return FALSE;
  *id = self.id;
  return TRUE;
}

gboolean
way_route_sets_is_used (WayDb        *db,
                        const WayId  *id,
                        gboolean     *used,
                        GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT EXISTS (SELECT 1 FROM referral WHERE route_set = :id)"
                         " OR EXISTS (SELECT 1 FROM placement WHERE route_set = :id)", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":id", id);
  step = way_stmt_step (stmt, error);
  *used = step == WAY_STEP_ROW && way_stmt_int (stmt, 0) != 0;
  return step == WAY_STEP_ROW;
}

static gboolean
change_in_edit (WayDb     *db,
                gpointer   data,
                GError   **error)
{
  Adoption *self = data;
  gboolean used;

  if (!way_route_sets_is_used (db, &self->row->route_set, &used, error))
    return FALSE;
  if (used)
    return refuse (error, WAY_SERVICE_ERROR_RULE,
                   "Cases were decided under this table. Take up a new one from a later day.");
  return way_records_update (db, &way_route_row_entity, self->row, error);
}

gboolean
way_route_sets_change (WayAct             *act,
                       const WayRouteRow  *row,
                       GError            **error)
{
  Adoption self = { .act = act, .row = row };
  g_autofree char *name = NULL;

  name = g_strdup_printf ("Change a route: %s",
                          way_codes_label ("route", row->route != NULL ? row->route : ""));
  return way_act_write (act, name, change_in_edit, &self, error);
}
