/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gi18n.h>

#include "way-entity.h"

/* The words in which the description tables of this folder are written.  Each
 * table defines RECORD as its struct first.  A row reads: permanent number,
 * kind, member (also its name everywhere), label, class, then what is special.
 *
 *   FIELD (4, TEXT, surname, N_("Surname"), PUPIL, .flags = WAY_FIELD_REQUIRED)
 */

#define FIELD(num, what, member, text, class, ...)          \
  { .number = num, .kind = WAY_KIND_##what,                 \
    .offset = G_STRUCT_OFFSET (RECORD, member),             \
    .name = #member, .label = text,                         \
    CLASS_##class, ##__VA_ARGS__ }

#define IDENTITY                                            \
  { .number = 1, .kind = WAY_KIND_ID,                       \
    .offset = G_STRUCT_OFFSET (RECORD, id),                 \
    .name = "id", .label = N_("Id"), CLASS_OPEN }

/* A class and the copies that may hold it by default. */
#define CLASS_OPEN     .sensitivity = WAY_CLASS_OPEN,     .copies = WAY_COPIES_ALL
#define CLASS_INTERNAL .sensitivity = WAY_CLASS_INTERNAL, .copies = WAY_COPY_OFFICE | WAY_COPY_OFFICER
#define CLASS_PUPIL    .sensitivity = WAY_CLASS_PUPIL,    .copies = WAY_COPIES_CASE
#define CLASS_CASE     .sensitivity = WAY_CLASS_CASE,     .copies = WAY_COPIES_CASE
#define CLASS_SPECIAL  .sensitivity = WAY_CLASS_SPECIAL,  .copies = WAY_COPIES_CASE
#define CLASS_MONEY    .sensitivity = WAY_CLASS_MONEY,    .copies = WAY_COPIES_CASE
#define CLASS_SITE     .sensitivity = WAY_CLASS_SITE,     .copies = WAY_COPIES_STAFF

#define REQUIRED WAY_FIELD_REQUIRED
#define TITLE    WAY_FIELD_TITLE
#define SEARCH   WAY_FIELD_SEARCH
#define LIST     WAY_FIELD_LIST
#define KEY      WAY_FIELD_KEY
#define DERIVED  WAY_FIELD_DERIVED
#define ADDRESS  WAY_FIELD_ADDRESS
#define HARMLESS WAY_FIELD_HARMLESS

#define ENTITY(symbol, num, table, one, many, ...)          \
  static void destroy_##symbol (gpointer record)            \
  { way_record_free (&symbol, record); }                    \
  const WayEntity symbol = {                                \
    .destroy = destroy_##symbol,                            \
    .number = num, .name = table,                           \
    .label = one, .label_plural = many,                     \
    .size = sizeof (RECORD), .fields = fields_of_##symbol,  \
    .n_fields = G_N_ELEMENTS (fields_of_##symbol), ##__VA_ARGS__ }

/* Refuses a period that ends before it begins. */
gboolean way_check_period (const GDate  *from,
                           const GDate  *to,
                           const char   *to_name,
                           GError      **error);

/* Refuses a timetable of more or fewer half days than are said. */
gboolean way_check_timetable (gint64       sessions,
                              const char  *timetable,
                              GError     **error);

/* Text checks shared by several tables (WayFieldCheck). */
gboolean way_check_digest    (const char *text, GError **error);
gboolean way_check_email     (const char *text, GError **error);
gboolean way_check_telephone (const char *text, GError **error);
gboolean way_check_website   (const char *text, GError **error);
gboolean way_check_urn       (const char *text, GError **error);
gboolean way_check_laestab   (const char *text, GError **error);
gboolean way_check_ukprn     (const char *text, GError **error);
gboolean way_check_upn       (const char *text, GError **error);
gboolean way_check_uln       (const char *text, GError **error);
gboolean way_check_postcode  (const char *text, GError **error);
gboolean way_check_gss       (const char *text, GError **error);
