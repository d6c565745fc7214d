/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A key of 32 bytes, in memory that is locked against swapping, guarded on both
 * sides and wiped when it is let go.  Counted; any thread. */
#define WAY_SECRET_SIZE 32

typedef struct _WaySecret WaySecret;

/* A new random key. */
WaySecret    *way_secret_new_random (void);

/* A copy of WAY_SECRET_SIZE bytes; the caller wipes its own. */
WaySecret    *way_secret_new        (const guint8  *bytes);

/* Another key, from this one and what it is for: purpose (a constant of the
 * program) and what it is bound to.  The same in gives the same out. */
WaySecret    *way_secret_derive     (WaySecret     *self,
                                     const char    *purpose,
                                     gconstpointer  bound_to,
                                     gsize          size);

/* WAY_SECRET_SIZE bytes, lent. */
const guint8 *way_secret_bytes      (WaySecret     *self);

WaySecret    *way_secret_ref        (WaySecret     *self);
void          way_secret_unref      (WaySecret     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaySecret, way_secret_unref)

/* A text that came from a person, wiped and freed.  NULL is let be. */
void          way_secret_free_text  (char          *text);

/* From here on no other program of the same user can look into this process,
 * and it leaves no core file.  Builds that are watched by a sanitizer stay
 * open, since it works by looking. */
void          way_secret_harden     (void);

G_END_DECLS
