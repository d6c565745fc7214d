/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Room on one day, provision by provision. */

#include "way-provision-choice.h"

#include "way-codes.h"

void
way_provision_choice_free (WayProvisionChoice *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->setting);
  g_free (self->kind);
  g_free (self->year_low);
  g_free (self->year_high);
  g_free (self);
}

static gboolean
lists_code (const char *codes,
            const char *code)
{
  g_auto(GStrv) list = codes != NULL ? g_strsplit (codes, "|", -1) : NULL;

  return list == NULL || code == NULL || g_strv_contains ((const char *const *) list, code);
}

/* Year groups in the order in which children pass through them. */
static int
year_order (const char *year,
            int         fallback)
{
  const WayCode *code = year != NULL ? way_codes_lookup ("nc_year", year) : NULL;

  return code != NULL ? way_code_get_int (code, "order", fallback) : fallback;
}

static gboolean
takes_year (const WayProvisionChoice *self,
            const char               *year)
{
  int order = year_order (year, G_MAXINT);

  return order == G_MAXINT || (order >= year_order (self->year_low, G_MININT) &&
                               order <= year_order (self->year_high, G_MAXINT - 1));
}

static WayProvisionChoice *
choice_from_row (WayStmt    *stmt,
                 const char *route,
                 const char *year)
{
  WayProvisionChoice *self = g_new0 (WayProvisionChoice, 1);
  const char *setting = way_stmt_text (stmt, 2);

  self->id = way_stmt_id (stmt, 0);
  self->name = g_strdup (way_stmt_text (stmt, 1));
  if (g_strcmp0 (setting, self->name) != 0)
    self->setting = g_strdup (setting);
  self->kind = g_strdup (way_stmt_text (stmt, 3));
  self->year_low = g_strdup (way_stmt_text (stmt, 4));
  self->year_high = g_strdup (way_stmt_text (stmt, 5));
  self->takes_route = lists_code (way_stmt_text (stmt, 6), route);
  self->takes_year = takes_year (self, year);
  self->places = way_stmt_int (stmt, 7);
  self->taken = way_stmt_int (stmt, 8);
  self->promised = way_stmt_int (stmt, 9);
  self->empty = self->places - self->taken - self->promised;
  return self;
}

static int
compare_choices (gconstpointer a,
                 gconstpointer b)
{
  const WayProvisionChoice *one = *(const WayProvisionChoice *const *) a;
  const WayProvisionChoice *other = *(const WayProvisionChoice *const *) b;
  int fits = (one->takes_route && one->takes_year) - (other->takes_route && other->takes_year);
  int order;

  if (fits != 0)
    return -fits;
  if (one->empty != other->empty)
    return one->empty > other->empty ? -1 : 1;
  order = g_strcmp0 (one->name, other->name);
  return order != 0 ? order : way_id_compare (&one->id, &other->id);
}

GPtrArray *
way_provision_choices (WayDb       *db,
                       const GDate *today,
                       const GDate *on,
                       const char  *route,
                       const char  *year,
                       GError     **error)
{
  g_autoptr(GPtrArray) found =
    g_ptr_array_new_with_free_func ((GDestroyNotify) way_provision_choice_free);
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT provision.id, provision.name, establishment.name, provision.kind,"
                         " provision.year_low, provision.year_high, provision.routes,"
                         " (SELECT coalesce (sum (CASE capacity.kind WHEN 'out_of_service'"
                         "   THEN -capacity.places ELSE capacity.places END), 0) FROM capacity"
                         "  WHERE capacity.provision = provision.id"
                         "  AND coalesce (capacity.unit, 'places') <> 'half_days'"
                         "  AND coalesce (capacity.kind, 'commissioned') <> 'planned'"
                         "  AND coalesce (capacity.\"from\", :on) <= :on"
                         "  AND coalesce (capacity.\"to\", :on) >= :on),"
                         " (SELECT count (*) FROM placement"
                         "  WHERE placement.provision = provision.id AND placement.start <= :on"
                         "  AND coalesce (placement.\"end\", :on) >= :on),"
                         " (SELECT count (*) FROM offer JOIN referral"
                         "  ON referral.id = offer.referral"
                         "  WHERE offer.provision = provision.id AND referral.closed IS NULL"
                         "  AND (offer.response = 'accepted' OR (offer.response = 'pending'"
                         "   AND coalesce (offer.expires, :today) >= :today))"
                         "  AND coalesce (offer.start, :on) <= :on"
                         "  AND NOT EXISTS (SELECT 1 FROM placement AS begun"
                         "   WHERE begun.referral = referral.id))"
                         " FROM provision JOIN establishment"
                         " ON establishment.id = provision.establishment"
                         " WHERE coalesce (provision.\"from\", :on) <= :on"
                         " AND coalesce (provision.\"to\", :on) >= :on"
                         " ORDER BY provision.id", error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_date (stmt, ":today", today);
  way_stmt_bind_date (stmt, ":on", on);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    g_ptr_array_add (found, choice_from_row (stmt, route, year));
  if (step != WAY_STEP_DONE)
    return NULL;
  g_ptr_array_sort (found, compare_choices);
  return g_steal_pointer (&found);
}
