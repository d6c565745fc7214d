/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-bundle.h"
#include "way-db.h"
#include "way-seal.h"

G_BEGIN_DECLS

/* A device: the two pairs of keys of one copy of the program, one to be sealed to
 * and one to sign with.  Its id follows from its public keys.  The secret keys stay
 * in the file of the copy, which is encrypted, and go nowhere. */

#define WAY_DEVICE_KEY_SIZE 32
#define WAY_DEVICE_SECRET_SIZE 64

typedef struct
{
  WayId   id;
  char   *name;               /* for people: "School office, Lyndon" */
  gint64  made;               /* milliseconds since 1970 */
  guint8  box[WAY_DEVICE_KEY_SIZE];
  guint8  sign[WAY_DEVICE_KEY_SIZE];

  gboolean has_secrets;
  guint8  box_secret[WAY_DEVICE_KEY_SIZE];
  guint8  sign_secret[WAY_DEVICE_SECRET_SIZE];
} WayDevice;

/* New keys under a name. */
WayDevice *way_device_new        (const char        *name);
WayDevice *way_device_copy       (const WayDevice   *self);

/* Wipes the secrets. */
void       way_device_free       (WayDevice         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayDevice, way_device_free)

/* The device of this file; NULL with no error where it has none. */
WayDevice *way_device_read       (WayDb             *db,
                                  GError           **error);

/* From now on this file is the device's. */
gboolean   way_device_keep       (WayDb             *db,
                                  const WayDevice   *device,
                                  GError           **error);

/* Without its keys a file is nobody's: what a second copy of it starts as. */
gboolean   way_device_forget     (WayDb             *db,
                                  GError           **error);

/* --- Cards --- */

/* What a device says of itself, signed by itself: public, and small. */
GBytes    *way_device_card       (const WayDevice   *self);
WayDevice *way_device_read_card  (GBytes            *card,
                                  const char        *name,
                                  GError           **error);

/* The secrets too, for a device that has no file yet. */
GBytes    *way_device_pack       (const WayDevice   *self);
WayDevice *way_device_unpack     (GBytes            *bytes,
                                  const char        *name,
                                  GError           **error);

/* --- Six words --- */

/* What people compare, face to face or by telephone: six plain words that follow
 * from the public keys.  Slow on purpose, so that nobody can try keys until the
 * words fit.  Free with g_free(). */
char      *way_device_words      (const WayDevice   *self);
char      *way_key_words         (const guint8      *key,
                                  gsize              size);

G_END_DECLS
