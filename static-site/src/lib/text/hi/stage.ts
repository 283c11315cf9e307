export const stage = { waiting: 'इंतज़ार में', cooking: 'बन रहा है', ready: 'तैयार', served: 'परोसा गया', cancelled: 'रद्द हुआ' };
