// Words around a fault; those of each code are in ipc/faults.

export const faultBanner = {
  says: (detail: string) => `Payroc says: “${detail}”`,
  reference: (reference: string) => `For support: ${reference}`,
};
