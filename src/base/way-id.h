/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The identity of a record: a UUID, made with the record and never reused.
 * All zero means none.  Plain data: copy by assignment, any thread. */
typedef struct
{
  guint8 bytes[16];
} WayId;

/* Length of the text form with its terminating nul. */
#define WAY_ID_TEXT_SIZE 37

/* A new UUID version 7 (RFC 9562): time first, so that rows made together lie
 * together, then 74 random bits from the system. */
WayId    way_id_new       (void);

/* The version 7 UUID of a given moment (milliseconds since 1970) and ten bytes
 * of randomness: for generated samples, which must come out the same twice. */
WayId    way_id_from_parts (gint64        milliseconds,
                            const guint8  random[10]);

gboolean way_id_is_null   (const WayId  *id);
gboolean way_id_equal     (const WayId  *a,
                           const WayId  *b);
int      way_id_compare   (const WayId  *a,
                           const WayId  *b);

/* For GHashTable with WayId * keys. */
guint    way_id_hash      (gconstpointer id);
gboolean way_id_equal_func (gconstpointer a,
                            gconstpointer b);

/* 36 lower-case characters into text, which has WAY_ID_TEXT_SIZE bytes. */
void     way_id_format    (const WayId  *id,
                           char         *text);

/* The same, newly allocated; "" for none. */
char    *way_id_to_string (const WayId  *id);

/* Reads 8-4-4-4-12 hexadecimal digits of either case.  FALSE, and *id none,
 * for anything else. */
gboolean way_id_parse     (const char   *text,
                           WayId        *id);

G_END_DECLS
